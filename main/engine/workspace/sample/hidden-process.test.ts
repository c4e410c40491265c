import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccounts } from './accounts.ts';
import { circumstancesOf, probabilityOfLeaving, recovering, stateCount, stepOnce, well } from './hidden-process.ts';
import { readOptions } from './options.ts';
import { createRandom } from './random.ts';

const settings = readOptions({ accounts: 40 });
const accounts = createAccounts(settings);
const annual = accounts.find(({ termMonths }) => termMonths === 12)!;
const monthly = accounts.find(({ termMonths }) => termMonths === 1)!;

describe('probabilityOfLeaving', () => {
  it.each([
    ['monthly, well', monthly, well],
    ['monthly, late decline', monthly, 4],
    ['monthly, early souring', monthly, 5],
    ['annual, middle of shrinking seats', annual, 10],
    ['annual, recovering', annual, recovering],
  ])('agrees with how often the simulated chain leaves: %s', (_, account, state) => {
    // Starting 60 days before an anniversary puts a renewal inside the horizon.
    const at = circumstancesOf(account, account.startDay + 305, 90);
    const random = createRandom(11, 'check');
    const lives = 4000;
    let left = 0;
    for (let life = 0; life < lives; life++) {
      let now: number | null = state;
      for (let day = 0; day < 90 && now !== null; day++) now = stepOnce(now, day, at, random);
      if (now === null) left++;
    }
    const probability = probabilityOfLeaving(state, 0, 90, at);
    const standardError = Math.sqrt((probability * (1 - probability)) / lives);
    expect(Math.abs(left / lives - probability)).toBeLessThan(4 * standardError);
  });

  it('is a probability that grows with the horizon', () => {
    const at = accounts.map((account) => circumstancesOf(account, settings.firstDay, 220));
    fc.assert(
      fc.property(
        fc.nat(accounts.length - 1),
        fc.nat(stateCount - 1),
        fc.nat(100),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (position, state, from, horizon, more) => {
          const near = probabilityOfLeaving(state, from, horizon, at[position]!);
          const far = probabilityOfLeaving(state, from, horizon + more, at[position]!);
          expect(near).toBeGreaterThanOrEqual(0);
          expect(far).toBeGreaterThanOrEqual(near);
          expect(far).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
    );
  });
});
