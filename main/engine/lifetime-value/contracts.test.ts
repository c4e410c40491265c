import { describe, expect, it } from 'vitest';
import { createRandom } from '../../stats/index.ts';
import { fitTerms, monthsUntilRenewal, renewalLost, renewalsIn } from './contracts.ts';
import type { ContractLife } from './contracts.ts';

/** Contracts with a chance of their own to leave, some of them watched only from their third renewal on. */
function contracts(count: number): ContractLife[] {
  const random = createRandom(8);
  const lives: ContractLife[] = [];
  while (lives.length < count) {
    // A beta(1, 3) by the inverse of its distribution.
    const leaving = 1 - (1 - random.next()) ** (1 / 3);
    const seen = 1 + random.integer(8);
    const entered = random.next() < 0.4 ? 3 : 0;
    let renewals = 0;
    let lost = false;
    while (!lost && renewals < entered + seen) {
      lost = random.next() < leaving;
      renewals++;
    }
    if (lost && renewals <= entered) continue;
    lives.push({ account: `a${lives.length}`, termMonths: 12, entered, renewals, hasLeft: lost });
  }
  return lives;
}

describe('contracts in terms', () => {
  it('counts renewals although months differ in length', () => {
    expect(renewalsIn(365, 12)).toBe(1);
    expect(renewalsIn(360, 12)).toBe(0);
    expect(renewalsIn(28, 1)).toBe(1);
    expect(renewalLost(365, 12)).toBe(1);
    expect(renewalLost(366 + 100, 12)).toBe(2);
    expect(renewalLost(5, 12)).toBe(1);
    expect(monthsUntilRenewal(0, 12)).toBe(12);
    expect(monthsUntilRenewal(365, 12)).toBeCloseTo(12, 0);
  });

  it('finds the chances that made the contracts, though old ones that left early are missing', () => {
    const [term] = fitTerms(contracts(4000), () => false);
    expect(term!.hasShape).toBe(false);
    expect(term!.model!.parameters.alpha).toBeCloseTo(1, 0.6);
    expect(term!.model!.parameters.beta).toBeCloseTo(3, 0);
    for (const { renewal, actual, fitted, atRisk } of term!.curve)
      if (actual !== null && atRisk > 300)
        expect({ renewal, gap: Math.abs(actual - fitted) < 0.05 }).toEqual({ renewal, gap: true });
    expect(term!.curve.at(-1)!.actual).toBeNull();
  });

  it('has no model where hardly anybody left', () => {
    const [term] = fitTerms(
      contracts(200).map((life) => ({ ...life, hasLeft: false })),
      () => false,
    );
    expect(term).toMatchObject({ model: null, curve: [], accounts: 200, left: 0 });
  });
});
