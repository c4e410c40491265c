import { randomBytes } from 'node:crypto';

/** A value that the page's style elements must carry; new at every start. */
export function createStyleNonce(): string {
  return randomBytes(18).toString('base64url');
}

const noncePattern = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * The one Content-Security-Policy of both hosts. Scripts come from the built files only; nothing is evaluated, framed or
 * sent elsewhere. Style elements need the nonce (the component library creates some); style attributes are refused,
 * which does not touch styles set through the DOM's style object.
 *
 * `connect`: further sources for connections, e.g. the WebSocket's origin on the localhost host.
 */
export function contentSecurityPolicy(options: { styleNonce: string; connect?: readonly string[] }): string {
  if (!noncePattern.test(options.styleNonce))
    throw new Error('The style nonce must be 16 to 64 letters, digits, - or _.');
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${options.styleNonce}'`],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...(options.connect ?? [])],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'object-src': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The headers of every answer to the page, in both hosts. There is deliberately no Access-Control-* header. */
export function pageHeaders(options: { styleNonce: string; connect?: readonly string[] }): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(options),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  };
}
