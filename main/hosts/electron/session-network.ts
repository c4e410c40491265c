import { isOwnAddress } from './guards.ts';

/**
 * Whether the page may send a request. It has no network: only the engine talks to the world. What is left is the
 * program's own files, its own objects in memory, and Chromium's tools for developers while developing.
 */
export function isAllowedRequest(address: string, { development }: { development: boolean }): boolean {
  if (isOwnAddress(address) || address.startsWith('blob:app://holdfast/') || address.startsWith('data:image/'))
    return true;
  return development && address.startsWith('devtools://devtools/');
}

export type FilteredSession = {
  webRequest: {
    onBeforeRequest(filter: (details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void): void;
  };
};

export function cutNetwork(session: FilteredSession, options: { development: boolean }): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedRequest(url, options) }));
}
