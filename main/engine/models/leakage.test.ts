import { describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import { leakageReport } from './leakage.ts';

const random = createRandom(5);
const labels = Uint8Array.from({ length: 2000 }, () => (random.next() < 0.1 ? 1 : 0));
const noise = Float32Array.from(labels, () => random.normal());
const about = (columns: Record<string, Float32Array>, more: Partial<Parameters<typeof leakageReport>[0]> = {}) =>
  leakageReport({ names: Object.keys(columns), columns: Object.values(columns), labels, ...more });

describe('the leakage report', () => {
  it('is empty for honest features', () => {
    const honest = Float32Array.from(labels, (label) => random.normal() + label);
    expect(about({ active_days_28: honest, tenure_days: noise })).toEqual([]);
  });

  it('removes a copy of the outcome, and flags what ranks suspiciously well', () => {
    const copy = Float32Array.from(labels, (label) => label * 10 + random.next());
    const suspicious = Float32Array.from(labels, (label) => random.normal() + 2.3 * label);
    expect(about({ open_tickets: copy, mrr: suspicious })).toMatchObject([
      { feature: 'open_tickets', verdict: 'removed', rule: 'gini' },
      { feature: 'mrr', verdict: 'flagged', rule: 'gini' },
    ]);
  });

  it('removes a value that only leavers have, though it ranks nothing else', () => {
    const half = Float32Array.from(labels, (label) =>
      label === 1 && random.next() < 0.5 ? 99 : Math.floor(random.next() * 5),
    );
    const filledIn = Float32Array.from(labels, (label) => (label === 1 && random.next() < 0.4 ? random.next() : NaN));
    const found = about({ open_tickets: half, mrr: filledIn });
    expect(found).toMatchObject([
      { feature: 'open_tickets', verdict: 'removed', rule: 'copy' },
      { feature: 'mrr', verdict: 'removed', rule: 'copy' },
    ]);
    expect(found[0]!.why!.en).toContain('copy of the outcome');
  });

  it('keeps out fields without history and names that speak of leaving, unless a person lets them in', () => {
    const columns = { segment: noise, cancellation_reason: noise, cancelled_meetings_ratio: noise };
    expect(about(columns).map(({ verdict, rule }) => `${verdict} ${rule}`)).toEqual([
      'removed no-history',
      'removed name',
      'removed name',
    ]);
    expect(about(columns, { allow: Object.keys(columns) }).map(({ verdict }) => verdict)).toEqual([
      'flagged',
      'flagged',
      'flagged',
    ]);
  });

  it('removes what changed when accounts had left, also where a person lets it in', () => {
    const changedAfterLeaving = new Map([['segment', { leavers: 0.9, stayers: 0.02 }]]);
    expect(about({ segment: noise }, { changedAfterLeaving, allow: ['segment'] })).toMatchObject([
      { verdict: 'removed', rule: 'after-churn' },
    ]);
  });

  it('says nothing with one outcome only', () => {
    expect(leakageReport({ names: ['mrr'], columns: [noise], labels: new Uint8Array(2000) })).toEqual([]);
  });
});
