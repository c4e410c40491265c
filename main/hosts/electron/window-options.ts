import type { BrowserWindowConstructorOptions } from 'electron';

/** Command line switches of Chromium, each with its reason. They hold for the page only: the engine is plain Node. */
export const chromiumSwitches: readonly { name: string; value?: string; reason: string }[] = [
  {
    name: 'host-resolver-rules',
    value: 'MAP * ~NOTFOUND',
    reason: 'The page has no network: no name resolves, whatever asks.',
  },
  { name: 'disable-background-networking', reason: 'Chromium asks its maker for nothing: no variations, no reports.' },
  { name: 'disable-component-update', reason: 'Nothing is fetched behind the program’s back.' },
  { name: 'disable-domain-reliability', reason: 'No report of failed requests to anyone.' },
  {
    name: 'force-webrtc-ip-handling-policy',
    value: 'disable_non_proxied_udp',
    reason: 'Peer connections would pass by the request filter.',
  },
];

/** The window: a sandboxed page that knows the preload's bridge and nothing of Node. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    // Shown when it has been drawn, so that nobody sees an empty frame.
    show: false,
    title: 'Holdfast',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries come from the network.
      spellcheck: false,
      enableWebSQL: false,
      safeDialogs: true,
    },
  };
}
