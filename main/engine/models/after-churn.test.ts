import { describe, expect, it } from 'vitest';
import { changedAfterLeaving } from './after-churn.ts';
import type { AccountVersion } from './after-churn.ts';

const left = 20_000;
const life = (isLeaver: boolean) => ({
  spans: [{ from: 19_000, to: isLeaver ? left : Infinity }],
  churns: isLeaver ? [left] : [],
  pendingFrom: null,
});
/** 100 accounts, of which the first 40 left; `change` says on which day an account's plan became another. */
const lives = Array.from({ length: 100 }, (_, account) => life(account < 40));
const versions = (change: (account: number) => number | null): AccountVersion[] =>
  lives.flatMap((_, account) => {
    const day = change(account);
    const version = (known: number, plan: string): AccountVersion => ({
      account,
      known: known * 86_400,
      values: { segment: 'SMB', account_plan: plan },
    });
    return [version(19_000, 'Team'), ...(day === null ? [] : [version(day, 'Former')])];
  });

describe('fields that follow the outcome', () => {
  it('are those that change on or after leaving, and hardly for anybody else', () => {
    const found = changedAfterLeaving(
      versions((account) => (account < 30 ? left + 5 : null)),
      lives,
    );
    expect([...found]).toEqual([['account_plan', { leavers: 0.75, stayers: 0 }]]);
  });

  it('are not those that change before leaving, as often for others, or for few', () => {
    expect(
      changedAfterLeaving(
        versions((account) => (account < 30 ? left - 5 : null)),
        lives,
      ).size,
    ).toBe(0);
    expect(
      changedAfterLeaving(
        versions((account) => (account % 2 === 0 ? left + 5 : null)),
        lives,
      ).size,
    ).toBe(0);
    expect(
      changedAfterLeaving(
        versions((account) => (account < 5 ? left + 5 : null)),
        lives,
      ).size,
    ).toBe(0);
    expect(changedAfterLeaving([], lives).size).toBe(0);
  });
});
