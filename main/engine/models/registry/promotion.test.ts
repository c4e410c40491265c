import { describe, expect, it } from 'vitest';
import type { Comparison, LabelRule } from '../../../../shared/contract/index.ts';
import { promotionOf } from './promotion.ts';

const rule: LabelRule = {
  subscriptionEnded: { enabled: true, graceDays: 30 },
  churnEvent: { enabled: false },
  inactivity: { enabled: false, days: 90 },
  horizonDays: 90,
};
const champion = { name: 'Model 1', labelRule: rule, horizonDays: 90 };
const comparison = (verdict: Comparison['verdict']): Comparison => ({
  championId: 'a',
  challengerId: 'b',
  from: null,
  until: null,
  unseenFrom: null,
  rows: 0,
  churns: 0,
  logLoss: null,
  auc: null,
  prAuc: null,
  verdict,
  why: { en: verdict, es: verdict },
});
const asked = { beatsChance: true, champion, labelRule: rule, comparison: comparison('better') };

describe('a newly trained model', () => {
  it('is put in use where it is the first and beats chance', () => {
    expect(promotionOf({ ...asked, champion: null, comparison: null }).promote).toBe(true);
    expect(promotionOf({ ...asked, champion: null, comparison: null, beatsChance: false }).promote).toBe(false);
  });

  it('takes the place of a champion only where it is better on time new to both', () => {
    expect(promotionOf(asked)).toEqual({ promote: true, why: comparison('better').why });
    for (const verdict of ['not-better', 'no-unseen-time', 'too-few-churns', 'not-comparable'] as const) {
      const found = promotionOf({ ...asked, comparison: comparison(verdict) });
      expect(found).toEqual({ promote: false, why: comparison(verdict).why });
    }
    expect(promotionOf({ ...asked, comparison: null }).promote).toBe(false);
    expect(promotionOf({ ...asked, beatsChance: false }).promote).toBe(false);
  });

  it('waits for a person where the champion answers another question, and is not held against it', () => {
    for (const other of [
      { ...rule, horizonDays: 60 },
      { ...rule, churnEvent: { enabled: true } },
      { ...rule, inactivity: { enabled: true, days: 45 } },
    ]) {
      const found = promotionOf({ ...asked, labelRule: other });
      expect(found.promote).toBe(false);
      expect(found.why.en).toMatch(/another rule or horizon.*a person can put it in use, with a reason/);
    }
    const switchedOff = { ...rule, inactivity: { enabled: false, days: 45 } };
    // What is switched off may differ: the question is the same, and the comparison decides.
    expect(promotionOf({ ...asked, labelRule: switchedOff }).promote).toBe(true);
  });
});
