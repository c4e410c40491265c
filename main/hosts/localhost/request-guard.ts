/** The parts of a request that decide whether it may be answered; header names are lower case, as Node gives them. */
export type GuardedRequest = {
  method: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** WebSocket upgrades are never exempt from the Origin check. */
  upgrade?: boolean;
};

export type Refusal = { status: 403 | 421; reason: string };

/**
 * Refuses what a foreign page in the same browser could send.
 *
 * - `Host` must be exactly our address: a name that was rebound to 127.0.0.1 arrives with its own name (DNS rebinding).
 * - `Origin`, where the browser sends one, must be ours; it must be there for everything but reading, because browsers
 *   always send it then (cross-site requests), and for upgrades, which no CORS rule protects (WebSocket hijacking).
 * - `Sec-Fetch-Site: same-site` is another port of this machine, `cross-site` another site: both may follow a link
 *   here (a navigation shows the page and carries no secret), nothing else.
 */
export function refusalOf(request: GuardedRequest, authority: string): Refusal | null {
  const { headers } = request;
  if (headers.host !== authority) return { status: 421, reason: `This address answers only as http://${authority}.` };
  const origin = headers.origin;
  const mustHaveOrigin = request.upgrade === true || (request.method !== 'GET' && request.method !== 'HEAD');
  if (origin === undefined ? mustHaveOrigin : origin !== `http://${authority}`) {
    return { status: 403, reason: 'Only the Holdfast page itself may ask this.' };
  }
  const site = headers['sec-fetch-site'];
  const isNavigation =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document' && request.method === 'GET';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return { status: 403, reason: 'Only the Holdfast page itself may ask this.' };
  }
  return null;
}
