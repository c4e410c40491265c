import type { WebContents } from 'electron';
import { grantedPermissions } from './permissions.ts';
import { appOrigin } from './protocol-map.ts';

export function isOwnAddress(address: string): boolean {
  return address.startsWith(`${appOrigin}/`);
}

/** A permission is had by our own page only, and only when it is listed. */
export function isPermissionGranted(permission: string, requestingAddress: string): boolean {
  return Object.hasOwn(grantedPermissions, permission) && isOwnAddress(requestingAddress);
}

/** Hosts of documentation that the screens link to. A link elsewhere does nothing. */
export const documentationHosts: ReadonlySet<string> = new Set([
  'developer.salesforce.com',
  'developer.zendesk.com',
  'developers.hubspot.com',
  'developers.intercom.com',
  'docs.stripe.com',
]);

export function isDocumentationHost(host: string): boolean {
  return documentationHosts.has(host);
}

/**
 * The address to hand to the default browser, or null. Only https, only listed hosts, and no name, password or port in
 * it: those make an address look like another.
 */
export function externalLink(
  address: string,
  isAllowedHost: (host: string) => boolean = isDocumentationHost,
): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return null;
  return isAllowedHost(url.hostname) ? url.href : null;
}

export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Holds a page in place: it never leaves the app, opens nothing, embeds nothing. */
export function guardContents(contents: GuardedContents, openExternal: (address: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    const link = externalLink(url);
    if (link !== null) openExternal(link);
    return { action: 'deny' };
  });
  // Views change without navigation; what is left is loading the app's own page again.
  const stay = (event: { url: string; preventDefault(): void }): void => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

export type GuardedSession = {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (granted: boolean) => void,
      details: { requestingUrl: string },
    ) => void,
  ): void;
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, requestingOrigin: string) => boolean,
  ): void;
  setDevicePermissionHandler(handler: () => boolean): void;
};

export function guardPermissions(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermissionGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermissionGranted(permission, origin.endsWith('/') ? origin : `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
}
