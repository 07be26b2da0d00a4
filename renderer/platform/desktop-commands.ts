import { receiveFiles, type DesktopBridge } from '../../core/contract/desktop-bridge.ts';
import type { Ticketed } from '../../core/contract/procedure.ts';
import type { Platform } from './platform.ts';

/** Hears menu items and opened files; files wait until the page can take them. */
export function listenToDesktop(
  bridge: Pick<DesktopBridge, 'onCommand'>,
): Pick<Platform, 'onCommand' | 'onFiles'> {
  const waiting: Ticketed[] = [];
  let tellFiles = (files: readonly Ticketed[]): void => void waiting.push(...files);
  let tellCommand = (_command: string): void => undefined;
  bridge.onCommand((command, files) => {
    if (command === receiveFiles) tellFiles(files);
    else tellCommand(command);
  });
  return {
    onCommand: (listener) => void (tellCommand = listener),
    onFiles(listener) {
      tellFiles = listener;
      if (waiting.length > 0) listener(waiting.splice(0));
    },
  };
}
