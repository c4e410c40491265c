import { describe, expect, it } from 'vitest';
import { wantedPath, welcomeBefore } from './return-path.ts';

describe('a link that was opened before a workspace', () => {
  it('comes back after it', () => {
    const to = welcomeBefore({ pathname: '/retention', search: '?mode=on&by=plan' });
    expect(wantedPath(new URL(to, 'http://127.0.0.1').search)).toBe('/retention?mode=on&by=plan');
    expect(welcomeBefore({ pathname: '/', search: '' })).toBe('/welcome');
    expect(welcomeBefore({ pathname: '/welcome', search: '?next=%2Fqueue' })).toBe('/welcome');
  });

  it('leads nowhere else', () => {
    for (const next of ['//example.org/x', '/\\example.org', 'https://example.org', 'queue', '/welcome'])
      expect(wantedPath(`?next=${encodeURIComponent(next)}`)).toBeNull();
    expect(wantedPath('')).toBeNull();
  });
});
