import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { browserCommand } from './browser.ts';

describe('arguments of the localhost host', () => {
  it('opens the browser on a free port by default', () => {
    expect(readArguments([])).toEqual({ workspace: null, port: 0, open: true, help: false });
  });
  it('reads what is given', () => {
    expect(readArguments(['--workspace', 'b c', '--port=8123', '--no-open'])).toEqual({
      workspace: 'b c',
      port: 8123,
      open: false,
      help: false,
    });
  });
  it.each([['--port=http'], ['--port=70000'], ['--prot=1'], ['folder']])('refuses %s with a sentence', (argument) => {
    expect(() => readArguments([argument])).toThrowError(expect.objectContaining({ code: 'invalid_input' }) as Error);
  });
});

describe('the default browser', () => {
  const address = 'http://127.0.0.1:1/#token=a&b';
  it('is opened by the platform, with the address as one argument and no shell', () => {
    expect(browserCommand(address, 'darwin', {})).toEqual({ command: 'open', arguments: [address] });
    expect(browserCommand(address, 'win32', {})?.arguments.at(-1)).toBe(address);
    expect(browserCommand(address, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual({
      command: 'xdg-open',
      arguments: [address],
    });
  });
  it('is not opened where there is no display', () => {
    expect(browserCommand(address, 'linux', {})).toBeNull();
    expect(browserCommand(address, 'linux', { DISPLAY: '' })).toBeNull();
  });
});
