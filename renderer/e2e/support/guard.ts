import { expect } from '@playwright/test';
import type { BrowserContext } from '@playwright/test';

export type Guard = {
  /** Fails where anything went wrong on any page of the context since the start. */
  readonly check: () => void;
  /** From here on nothing is noted: the host is about to go away, which a page may well say. */
  readonly end: () => void;
};

/** Notes what must never happen: console errors, exceptions, violations of the content policy, requests to elsewhere. */
export async function guard(context: BrowserContext): Promise<Guard> {
  const problems: string[] = [];
  let hasEnded = false;
  const note = (problem: string): void => {
    if (!hasEnded) problems.push(problem);
  };
  await context.exposeBinding('noteViolation', (_, violation: string) => {
    note(`content policy: ${violation}`);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { noteViolation } = window as unknown as { noteViolation: (violation: string) => void };
      noteViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => {
    note(`exception: ${error.error().stack ?? error.error().message}`);
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isLocal = hostname === '127.0.0.1' && (protocol === 'http:' || protocol === 'ws:');
    if (!isLocal && protocol !== 'blob:' && protocol !== 'data:') note(`request to ${request.url()}`);
  });
  return {
    check: () => expect(problems).toEqual([]),
    end: () => {
      hasEnded = true;
    },
  };
}
