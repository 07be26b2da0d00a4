import type { WebContents } from 'electron';
import { pageUrl } from './page-protocol.ts';

/**
 * Keeps a page where it is: no redirect, no webview, no further window, and no navigation but to the page's own address,
 * which the safe-mode page leads back to; also for dropped files.
 */
export function guardNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (event.url !== pageUrl) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
