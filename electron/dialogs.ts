import type { OpenDialogOptions } from 'electron';
import type { DialogKind } from '../core/contract/desktop-bridge.ts';

const photoEndings = ['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff', 'gif', 'avif'];
const modelEndings = ['diptych', 'onnx', 'safetensors', 'pth', 'pt'];

/** The dialog of the system for what the page asks; it names no folder, so that nothing can be hidden in one. */
export function dialogFor(what: DialogKind): OpenDialogOptions {
  switch (what) {
    case 'photos':
      return {
        title: 'Open photos',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Photos', extensions: photoEndings },
          { name: 'All files', extensions: ['*'] },
        ],
      };
    case 'folder':
      return { title: 'Open folder', properties: ['openDirectory', 'multiSelections'] };
    case 'model':
      return {
        title: 'Import a style',
        properties: ['openFile'],
        filters: [
          { name: 'Models', extensions: modelEndings },
          { name: 'All files', extensions: ['*'] },
        ],
      };
    case 'destination':
      return { title: 'Export to', properties: ['openDirectory', 'createDirectory'] };
  }
}
