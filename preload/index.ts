import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * The whole bridge between the sandboxed page and the main process. Each function names one channel; the page reaches
 * neither ipcRenderer nor a path. Its shape is `HoldfastBridge` in shared/contract/bridge.ts.
 */
const bridge = {
  platform: process.platform,

  /** Asks for a port to the engine; it arrives below. */
  connect: () => ipcRenderer.invoke('holdfast:connect'),

  pickFiles: (options: { multiple: boolean; directory: boolean }) =>
    ipcRenderer.invoke('holdfast:pick-files', { multiple: options.multiple, directory: options.directory }),

  /** Only a file that a person dropped or chose has a path; one that the page made up has an empty one. */
  registerDroppedFiles: (files: File[]) =>
    ipcRenderer.invoke(
      'holdfast:register-dropped-files',
      files.map((file) => webUtils.getPathForFile(file)),
    ),

  registerText: (name: string, text: string) =>
    ipcRenderer.invoke('holdfast:register-text', String(name), String(text)),

  pickFolder: () => ipcRenderer.invoke('holdfast:pick-folder'),

  saveExport: (grant: string, name: string) => ipcRenderer.invoke('holdfast:save-export', String(grant), String(name)),
};

contextBridge.exposeInMainWorld('holdfast', bridge);

// Ports cannot cross the bridge; a message of this window to itself, bound to its own origin, can carry one.
ipcRenderer.on('holdfast:port', (event) => {
  window.postMessage('holdfast:port', window.location.origin, event.ports);
});
