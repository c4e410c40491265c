import { describe, expect, it } from 'vitest';
import { labelRule } from '../../../shared/contract/index.ts';
import { bounds, countsAnything, formOf, isSameRule, isWithin, ruleOf } from './rule.ts';

const rule = {
  subscriptionEnded: { enabled: true, graceDays: 30 },
  churnEvent: { enabled: true },
  inactivity: { enabled: false, days: 60 },
  horizonDays: 90,
};

describe('the rule', () => {
  it('survives the form', () => {
    expect(ruleOf(formOf(rule))).toEqual(rule);
  });

  it('is none while a number is wrong', () => {
    expect(ruleOf({ ...formOf(rule), horizonDays: '' })).toBeNull();
    expect(ruleOf({ ...formOf(rule), horizonDays: 6 })).toBeNull();
    expect(ruleOf({ ...formOf(rule), graceDays: 1.5 })).toBeNull();
  });

  it('is none where nothing counts', () => {
    const nothing = { ...rule, subscriptionEnded: { enabled: false, graceDays: 30 }, churnEvent: { enabled: false } };
    expect(countsAnything(nothing)).toBe(false);
    expect(ruleOf(formOf(nothing))).toBeNull();
  });

  it('is the same where only a switched-off number differs', () => {
    expect(isSameRule(rule, { ...rule, inactivity: { enabled: false, days: 90 } })).toBe(true);
    expect(isSameRule(rule, { ...rule, horizonDays: 60 })).toBe(false);
  });

  it('has the bounds of the contract', () => {
    const accepts = (horizonDays: number) => labelRule.safeParse({ ...rule, horizonDays }).success;
    expect(accepts(bounds.horizonDays.low) && accepts(bounds.horizonDays.high)).toBe(true);
    expect(accepts(bounds.horizonDays.low - 1) || accepts(bounds.horizonDays.high + 1)).toBe(false);
    expect(isWithin('graceDays', 0)).toBe(true);
  });
});
