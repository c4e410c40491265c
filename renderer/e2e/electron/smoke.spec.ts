import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..', '..');

/** Why the desktop program cannot be started on this machine, or null where it can. */
function whyNot(): string | null {
  const electron = join(root, 'node_modules', 'electron');
  const hasRuntime =
    existsSync(join(electron, 'path.txt')) &&
    existsSync(join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim()));
  if (!hasRuntime) return 'the Electron runtime has not been fetched (node_modules/electron/dist is missing)';
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'there is no display';
  if (process.platform === 'linux' && process.getuid?.() === 0) return 'Chromium’s sandbox does not run as root';
  if (!existsSync(join(root, 'out', 'main', 'electron.js')))
    return 'the desktop program has not been bundled (npm run build)';
  return null;
}

const reason = whyNot();

test.describe('the desktop program', () => {
  test.skip(reason !== null, `Electron smoke suite: ${reason}`);

  let application: ElectronApplication;
  let page: Page;
  let home: string;
  const problems: string[] = [];

  test.beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'holdfast-desktop-'));
    application = await _electron.launch({
      args: [root],
      cwd: root,
      env: { ...(process.env as Record<string, string>), HOLDFAST_HOME: home },
    });
    page = await application.firstWindow();
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.waitForLoadState();
  });

  test.afterAll(async () => {
    await application.close();
    rmSync(home, { recursive: true, force: true });
  });

  test('shows the page of the app, from its own scheme, without errors', async () => {
    expect(page.url()).toMatch(/^app:\/\/holdfast\//);
    await expect(page).toHaveTitle(/Holdfast/);
    await expect(page.locator('#root > *').first()).toBeVisible();
    expect(problems).toEqual([]);
  });

  test('gives the page a bridge of five and no Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { holdfast: object }).holdfast).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
    }));
    expect(seen).toEqual({
      bridge: ['connect', 'pickFiles', 'platform', 'registerDroppedFiles', 'saveExport'],
      node: [],
    });
  });

  test('runs the page in the sandbox', async () => {
    const preferences = await application.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // Not in Electron's types, yet the only way to see what a window was really made with.
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag: webviewTag ?? false };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false });
  });

  test('leaves the page without a network', async () => {
    const reached = await page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
  });

  test('opens no window and goes nowhere', async () => {
    await page.evaluate(() => {
      window.open('https://example.com/');
      window.location.href = 'https://example.com/';
    });
    await page.waitForTimeout(300);
    expect(application.windows().length).toBe(1);
    expect(page.url()).toMatch(/^app:\/\/holdfast\//);
    problems.length = 0;
  });

  test('brings the engine back when its process is killed', async () => {
    const enginePid = () =>
      application.evaluate(
        ({ app }) =>
          app
            .getAppMetrics()
            .find((metric) => metric.name === 'Holdfast engine' || metric.serviceName === 'Holdfast engine')?.pid ??
          null,
      );
    await expect.poll(enginePid).not.toBeNull();
    const before = await enginePid();
    if (before === null) throw new Error('The engine has no process.');
    process.kill(before, 'SIGKILL');
    await expect
      .poll(async () => {
        const pid = await enginePid();
        return pid !== null && pid !== before;
      })
      .toBe(true);
    await expect(page.locator('#root > *').first()).toBeVisible();
  });
});
