import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  shell,
  utilityProcess,
} from 'electron';
import type { IpcMainInvokeEvent, MessagePortMain } from 'electron';
import { createStyleNonce, loadAssets } from '../transports/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { bridged } from './bridge.ts';
import { createFileDialogs } from './dialogs.ts';
import { guardContents, guardPermissions } from './guards.ts';
import { menuTemplate } from './menu.ts';
import { bundlePlaces, chromiumFolder, workspaceArgument } from './places.ts';
import { serveModelProcesses } from './model-processes.ts';
import type { AskingEngine, ForkedProcess } from './model-processes.ts';
import { answerFromAssets, appAddress, appScheme } from './protocol-map.ts';
import { cutNetwork } from './session-network.ts';
import { createSupervisor } from './supervisor.ts';
import type { EngineProcess } from './supervisor.ts';
import { chromiumSwitches, windowOptions } from './window-options.ts';

const places = bundlePlaces(import.meta.dirname);
const development = !app.isPackaged;

app.setPath('userData', chromiumFolder(app.getPath('userData'), process.env['HOLDFAST_HOME']));
app.enableSandbox();
for (const { name, value } of chromiumSwitches) app.commandLine.appendSwitch(name, value);
protocol.registerSchemesAsPrivileged([appScheme]);

const supervisor = createSupervisor<MessagePortMain>({
  spawn() {
    const engine = utilityProcess.fork(places.engine, [], { serviceName: 'Holdfast engine' });
    serveModelProcesses(
      engine as AskingEngine<MessagePortMain>,
      (memoryBytes) =>
        utilityProcess.fork(places.modelProcess, [String(memoryBytes)], {
          serviceName: 'Holdfast model file',
          execArgv: ['--max-old-space-size=1024'],
          env: {},
          stdio: ['ignore', 'pipe', 'ignore'],
        }) as ForkedProcess<MessagePortMain>,
      () => new MessageChannelMain(),
    );
    return engine as EngineProcess<MessagePortMain>;
  },
});

let window: BrowserWindow | null = null;
let pageCrashes = 0;

function openWorkspace(folder: string | null): void {
  if (folder === null) return;
  supervisor
    .ask({ ask: 'open', folder })
    .catch((thrown: unknown) => dialog.showErrorBox('Holdfast', toHoldfastError(thrown).message));
}

function registerBridge(): void {
  const over =
    <O, A>(withWindow: (window: BrowserWindow, options: O) => Promise<A>, without: (options: O) => Promise<A>) =>
    (options: O) =>
      window === null ? without(options) : withWindow(window, options);
  const dialogs = createFileDialogs({
    dialogs: {
      open: over(dialog.showOpenDialog, dialog.showOpenDialog),
      save: over(dialog.showSaveDialog, dialog.showSaveDialog),
    },
    ask: (question) => supervisor.ask(question),
  });
  const connect = async (event: IpcMainInvokeEvent): Promise<null> => {
    const { port1, port2 } = new MessageChannelMain();
    await supervisor.connect(port1);
    event.sender.postMessage('holdfast:port', null, [port2]);
    return null;
  };
  ipcMain.handle('holdfast:connect', bridged(connect));
  ipcMain.handle(
    'holdfast:pick-files',
    bridged((_event: IpcMainInvokeEvent, options) => dialogs.pickFiles(options)),
  );
  ipcMain.handle(
    'holdfast:register-dropped-files',
    bridged((_event: IpcMainInvokeEvent, paths) => dialogs.registerDroppedFiles(paths)),
  );
  ipcMain.handle(
    'holdfast:register-text',
    bridged((_event: IpcMainInvokeEvent, name, text) => dialogs.registerText(name, text)),
  );
  ipcMain.handle(
    'holdfast:pick-folder',
    bridged((_event: IpcMainInvokeEvent) => dialogs.pickFolder()),
  );
  ipcMain.handle(
    'holdfast:save-export',
    bridged((_event: IpcMainInvokeEvent, grant, name) => dialogs.saveExport(grant, name)),
  );
}

function servePage(): void {
  const assets = loadAssets(places.renderer);
  const styleNonce = createStyleNonce();
  session.defaultSession.protocol.handle(appScheme.scheme, (request) => {
    const { status, headers, body } = answerFromAssets(request, assets, styleNonce);
    return new Response(body === null ? null : new Uint8Array(body), { status, headers });
  });
}

function openWindow(): void {
  const opened = new BrowserWindow(windowOptions(places.preload));
  window = opened;
  opened.once('ready-to-show', () => opened.show());
  opened.on('closed', () => (window = null));
  // The engine and its jobs live on when the page crashes; a page that keeps crashing is left alone.
  opened.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && ++pageCrashes <= 3) opened.reload();
  });
  void opened.loadURL(appAddress);
}

function showWindow(): void {
  if (window === null) openWindow();
  else {
    if (window.isMinimized()) window.restore();
    window.focus();
  }
}

async function run(): Promise<void> {
  await app.whenReady();
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, development })));
  guardPermissions(session.defaultSession);
  cutNetwork(session.defaultSession, { development });
  servePage();
  registerBridge();
  supervisor.start();
  openWorkspace(workspaceArgument(process.argv.slice(1), process.cwd()));
  openWindow();
}

app.on('web-contents-created', (_event, contents) =>
  guardContents(contents, (address) => void shell.openExternal(address)),
);
app.on('activate', showWindow);
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

let isStopped = false;
app.on('will-quit', (event) => {
  if (isStopped) return;
  // The engine closes its database first; the supervisor ends it where it takes too long.
  event.preventDefault();
  void supervisor.stop().then(() => {
    isStopped = true;
    app.quit();
  });
});

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, given, from) => {
    openWorkspace(workspaceArgument(given.slice(1), from));
    showWindow();
  });
  run().catch((thrown: unknown) => {
    dialog.showErrorBox('Holdfast', toHoldfastError(thrown).message);
    app.exit(1);
  });
} else {
  isStopped = true;
  app.quit();
}
