import { describe, expect, it } from 'vitest';
import { insightKinds } from '../../../shared/contract/index.ts';
import { places } from '../places.ts';
import { insightLink, viewOfAddress } from './insight-link.ts';

describe('the link of a saved insight', () => {
  it('leads to a page that there is, whatever its kind', () => {
    for (const kind of insightKinds) {
      const { to } = insightLink({ id: 1, kind, question: {}, view: {} });
      expect(places.map((place) => place.to)).toContain(to);
    }
  });

  it('says question, view and which insight it is', () => {
    expect(
      insightLink({ id: 7, kind: 'stickiness', question: { window: 7 }, view: { tab: 'lifecycle', show: 'count' } }),
    ).toEqual({ to: '/engagement', search: { show: 'count', tab: 'stickiness', q: { window: 7 }, insight: 7 } });
  });

  it('keeps everything of an address but the question, the insight and its tab', () => {
    expect(viewOfAddress({ q: { period: 'week' }, insight: 3, tab: 'trend', show: 'count' })).toEqual({
      show: 'count',
    });
  });
});
