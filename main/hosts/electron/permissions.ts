import type { Session } from 'electron';

type AskedPermission = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];

/** Permissions that the page has. Everything that is not listed is denied, also what a later Chromium invents. */
export const grantedPermissions = {
  'clipboard-sanitized-write': 'Copying a number or a table; a click of the person comes first.',
  fullscreen: 'Showing a chart to a room.',
} satisfies Partial<Record<AskedPermission, string>>;

/** Why the others that a page can ask for are denied; the compiler asks for a line when Electron adds one. */
export const deniedPermissions = {
  ar: 'There is no room to draw in.',
  'automatic-fullscreen': 'Fullscreen comes after a click.',
  'background-fetch': 'The page has no network.',
  'background-sync': 'The page has no network.',
  'captured-surface-control': 'Nothing here looks at the screen.',
  'clipboard-read': 'Pasting works without it; reading unasked would show what other programs copied.',
  'deprecated-sync-clipboard-read': 'The same as clipboard-read.',
  'display-capture': 'Nothing here looks at the screen.',
  fileSystem: 'Files cross by grant, through the dialogs of the main process.',
  geolocation: 'Nothing here needs a place.',
  'geolocation-approximate': 'Nothing here needs a place.',
  'hand-tracking': 'Nobody is watched.',
  hid: 'Nothing here talks to devices.',
  'idle-detection': 'Nobody is watched.',
  keyboardLock: 'The keyboard stays with the person.',
  'local-fonts': 'A list of fonts tells machines apart; the program brings its own.',
  'local-network': 'The page has no network.',
  'local-network-access': 'The page has no network.',
  'loopback-network': 'The page has no network.',
  media: 'There is no camera or microphone in this work.',
  mediaKeySystem: 'There are no protected films.',
  midi: 'There are no instruments.',
  midiSysex: 'There are no instruments.',
  nfc: 'Nothing here talks to devices.',
  notifications: 'Jobs tell of themselves in the window; what a notification shows would leave it.',
  openExternal: 'Links go through one place, to listed hosts.',
  'payment-handler': 'Nothing is paid here.',
  'periodic-background-sync': 'The page has no network.',
  'persistent-storage': 'What must last is in the workspace, not in the page.',
  pointerLock: 'The pointer stays with the person.',
  'screen-wake-lock': 'A long job may run while the screen sleeps.',
  sensors: 'Nothing here measures the machine.',
  serial: 'Nothing here talks to devices.',
  'smart-card': 'Nothing here talks to devices.',
  'speaker-selection': 'There is no sound.',
  'storage-access': 'There is no other site.',
  'system-wake-lock': 'When the machine sleeps is for its owner to say.',
  'top-level-storage-access': 'There is no other site.',
  unknown: 'What has no name is not given.',
  usb: 'Nothing here talks to devices.',
  vr: 'There is no room to draw in.',
  'web-app-installation': 'The program installs nothing.',
  'web-printing': 'Printing goes through the dialog of the system.',
  'window-management': 'One window, where the person put it.',
} satisfies Record<Exclude<AskedPermission, keyof typeof grantedPermissions>, string>;
