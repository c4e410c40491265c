import { describe, expect, it, vi } from 'vitest';
import { bridged, isTrustedSender } from './bridge.ts';
import { externalLink, guardContents, guardPermissions, isPermissionGranted } from './guards.ts';
import type { GuardedContents, GuardedSession } from './guards.ts';
import { menuTemplate } from './menu.ts';
import { deniedPermissions, grantedPermissions } from './permissions.ts';
import { cutNetwork, isAllowedRequest } from './session-network.ts';
import type { FilteredSession } from './session-network.ts';
import { chromiumSwitches, windowOptions } from './window-options.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';

describe('the window', () => {
  it('shows a sandboxed page without Node', () => {
    expect(windowOptions('/app/preload.cjs').webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    });
  });
  it('says why for every switch, and none of them weakens the sandbox', () => {
    for (const { name, reason } of chromiumSwitches) {
      expect(reason).toMatch(/\.$/);
      expect(name).not.toMatch(/no-sandbox|disable-web-security|ignore-certificate|remote-debugging|allow-/);
    }
  });
  it('has no developer tools in the installed program', () => {
    const roles = (development: boolean) => JSON.stringify(menuTemplate({ platform: 'linux', development }));
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });
});

function guardedContents() {
  const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>();
  let openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = {
    on: (name: string, listener: (event: { url: string; preventDefault(): void }) => void) =>
      void listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof openHandler) => void (openHandler = handler),
  };
  const opened: string[] = [];
  guardContents(contents as unknown as GuardedContents, (address) => opened.push(address));
  const isPrevented = (name: string, url: string): boolean => {
    const preventDefault = vi.fn();
    listeners.get(name)?.({ url, preventDefault });
    return preventDefault.mock.calls.length === 1;
  };
  return { isPrevented, open: (url: string) => openHandler({ url }), opened };
}

describe('exploits', () => {
  it('the page cannot be led away', () => {
    const { isPrevented } = guardedContents();
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      for (const url of [
        'https://evil.example/',
        'http://127.0.0.1/',
        'file:///etc/passwd',
        'data:text/html,x',
        'app://holdfast.evil/',
        'app://holdfast@evil.example/',
        'app://other/',
        'javascript:0',
        'APP://holdfast/',
      ]) {
        expect(isPrevented(name, url), `${name} ${url}`).toBe(true);
      }
      expect(isPrevented(name, 'app://holdfast/queue')).toBe(false);
    }
  });
  it('a webview cannot be attached', () => {
    expect(guardedContents().isPrevented('will-attach-webview', 'app://holdfast/')).toBe(true);
  });
  it('no window is ever opened, not even for a link that goes to the browser', () => {
    const { open, opened } = guardedContents();
    for (const url of ['app://holdfast/', 'about:blank', 'https://evil.example/', 'https://docs.stripe.com/keys'])
      expect(open(url)).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://docs.stripe.com/keys']);
  });
  it.each([
    ['http://docs.stripe.com/'],
    ['file:///bin/sh'],
    ['smb://docs.stripe.com/share'],
    ['javascript:alert(1)'],
    ['https://docs.stripe.com@evil.example/'],
    ['https://user:secret@docs.stripe.com/'],
    ['https://docs.stripe.com:8443/'],
    ['https://docs.stripe.com.evil.example/'],
    ['https://evil.example/https://docs.stripe.com'],
    ['https://sub.docs.stripe.com/'],
    ['not an address'],
    [''],
  ])('%s is not handed to the system', (address) => {
    expect(externalLink(address)).toBeNull();
  });
  it('a look-alike host in another alphabet is not handed to the system', () => {
    expect(externalLink('https://docs.strіpe.com/')).toBeNull();
  });

  it('permissions are denied unless listed, to any page but ours, with a reason a line', () => {
    for (const [permission, reason] of Object.entries(deniedPermissions)) {
      expect(isPermissionGranted(permission, 'app://holdfast/'), permission).toBe(false);
      expect(reason).toMatch(/\.$/);
    }
    for (const permission of ['camera-of-the-future', 'toString', '__proto__', ''])
      expect(isPermissionGranted(permission, 'app://holdfast/')).toBe(false);
    for (const permission of Object.keys(grantedPermissions)) {
      expect(isPermissionGranted(permission, 'app://holdfast/queue')).toBe(true);
      for (const other of ['https://evil.example/', 'app://holdfast.evil/', '', 'null'])
        expect(isPermissionGranted(permission, other)).toBe(false);
    }
  });
  it('the session asks these rules for requests, checks and devices', () => {
    const handlers: {
      request?: Parameters<GuardedSession['setPermissionRequestHandler']>[0];
      check?: Parameters<GuardedSession['setPermissionCheckHandler']>[0];
      device?: () => boolean;
    } = {};
    guardPermissions({
      setPermissionRequestHandler: (handler) => void (handlers.request = handler),
      setPermissionCheckHandler: (handler) => void (handlers.check = handler),
      setDevicePermissionHandler: (handler) => void (handlers.device = handler),
    });
    const answers: boolean[] = [];
    handlers.request?.(null, 'media', (granted) => answers.push(granted), { requestingUrl: 'app://holdfast/' });
    handlers.request?.(null, 'fullscreen', (granted) => answers.push(granted), { requestingUrl: 'app://holdfast/' });
    expect(answers).toEqual([false, true]);
    expect(handlers.check?.(null, 'clipboard-sanitized-write', 'app://holdfast')).toBe(true);
    expect(handlers.check?.(null, 'clipboard-read', 'app://holdfast')).toBe(false);
    expect(handlers.device?.()).toBe(false);
  });

  it('the page has no network', () => {
    for (const url of [
      'https://evil.example/',
      'http://127.0.0.1:8080/',
      'ws://127.0.0.1/',
      'wss://evil.example/',
      'ftp://evil.example/',
      'file:///etc/passwd',
      'app://other/',
      'app://holdfast.evil/',
      'blob:https://evil.example/1',
      'data:text/html,x',
      'devtools://devtools/x',
      'chrome-extension://x/y',
    ]) {
      expect(isAllowedRequest(url, { development: false }), url).toBe(false);
    }
    for (const url of [
      'app://holdfast/',
      'app://holdfast/assets/index.js',
      'blob:app://holdfast/1-2',
      'data:image/png;base64,AA',
    ])
      expect(isAllowedRequest(url, { development: false }), url).toBe(true);
    expect(isAllowedRequest('devtools://devtools/bundled/x.js', { development: true })).toBe(true);
    expect(isAllowedRequest('devtools://evil/', { development: true })).toBe(false);
    const decisions: unknown[] = [];
    const session: FilteredSession = {
      webRequest: {
        onBeforeRequest: (filter) => filter({ url: 'https://evil.example/' }, (decision) => decisions.push(decision)),
      },
    };
    cutNetwork(session, { development: true });
    expect(decisions).toEqual([{ cancel: true }]);
  });

  it('a frame or a foreign page cannot use the bridge', async () => {
    const handler = vi.fn(async () => 'value');
    const call = bridged(handler);
    for (const senderFrame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { url: 'app://holdfast.evil/', parent: null },
      { url: 'app://holdfast/', parent: {} },
    ]) {
      expect(isTrustedSender({ senderFrame })).toBe(false);
      expect(await call({ senderFrame })).toMatchObject({ ok: false, code: 'invalid_input' });
    }
    expect(handler).not.toHaveBeenCalled();
    expect(await call({ senderFrame: { url: 'app://holdfast/queue', parent: null } })).toEqual({
      ok: true,
      value: 'value',
    });
  });
  it('an error crosses the bridge as code and sentence, without stack or path', async () => {
    const event = { senderFrame: { url: 'app://holdfast/', parent: null } };
    const refused = await bridged(async () =>
      Promise.reject(new HoldfastError('not_found', 'It is gone.', { path: '/secret' })),
    )(event);
    expect(refused).toEqual({ ok: false, code: 'not_found', message: 'It is gone.' });
  });
});
