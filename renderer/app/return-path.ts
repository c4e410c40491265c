/** The welcome page, which leads on to where somebody wanted to go once a workspace is open. */
export function welcomeBefore({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const wanted = `${pathname}${search}`;
  return wanted === '/' || wanted.startsWith('/welcome') ? '/welcome' : `/welcome?next=${encodeURIComponent(wanted)}`;
}

/** Where somebody wanted to go; null where nowhere in particular, or elsewhere than in this program. */
export function wantedPath(search: string): string | null {
  const next = new URLSearchParams(search).get('next');
  // `//host` and `/\\host` would lead to another machine.
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/welcome') ? next : null;
}
