import type { Session } from 'electron';

/** Chromium's name for writing text or a picture to the clipboard after the person has asked for it. */
const copying = 'clipboard-sanitized-write';

/** Denies the page every permission of the web platform but copying. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === copying));
  session.setPermissionCheckHandler((_contents, permission) => permission === copying);
  session.setDevicePermissionHandler(() => false);
}
