import { spawn } from 'node:child_process';

export type BrowserCommand = { command: string; arguments: string[] };

/**
 * How this platform opens an address in the default browser; null where there is no display to open it on. The address
 * is an argument of its own, never part of a shell line.
 */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): BrowserCommand | null {
  if (platform === 'darwin') return { command: 'open', arguments: [address] };
  if (platform === 'win32') return { command: 'rundll32', arguments: ['url.dll,FileProtocolHandler', address] };
  const hasDisplay = (environment['DISPLAY'] ?? '') !== '' || (environment['WAYLAND_DISPLAY'] ?? '') !== '';
  return hasDisplay ? { command: 'xdg-open', arguments: [address] } : null;
}

/** Opens the default browser where there is one; false where the address can only be printed. */
export function openBrowser(address: string): boolean {
  const command = browserCommand(address, process.platform, process.env);
  if (command === null) return false;
  const child = spawn(command.command, command.arguments, { stdio: 'ignore', detached: true });
  // The printed address is there in any case, so a missing opener is not a failure.
  child.on('error', () => {});
  child.unref();
  return true;
}
