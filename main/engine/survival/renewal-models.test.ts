import { describe, expect, it } from 'vitest';
import { createRandom, sigmoid } from '../../stats/index.ts';
import type { AccountLife } from '../models/index.ts';
import {
  intervalDays,
  intervalOf,
  intervalRow,
  meansOf,
  mostIntervals,
  termEndsIn,
  watchedFeatures,
} from './design.ts';
import type { Sight } from './design.ts';
import { stayedThrough } from './fates.ts';
import { learnCox, learnHazard } from './renewal-models.ts';
import { validateRenewals } from './validate.ts';

const telling = watchedFeatures.indexOf('usage_surprise');
const until = 720;

/** Yearly contracts whose customers decide at the end of a term, by how their usage went; seen every 60 days. */
function drawn(accounts: number, seed: number): { sights: Sight[]; lives: AccountLife[] } {
  const random = createRandom(seed);
  const sights: Sight[] = [];
  const lives: AccountLife[] = [];
  for (let account = 0; account < accounts; account++) {
    const start = Math.floor(random.next() * 360) - 400;
    const usage = random.normal();
    let left = Infinity;
    for (let renewal = start + 365; renewal <= until && left === Infinity; renewal += 365)
      if (renewal > 0 && random.next() < sigmoid(-1.2 - 2 * usage)) left = renewal;
    lives.push({ spans: [{ from: start, to: left }], churns: left === Infinity ? [] : [left], pendingFrom: null });
    for (let day = 0; day < Math.min(left, until); day += 60) {
      const tenure = day - start;
      if (tenure < 0) continue;
      const values = new Float32Array(watchedFeatures.length).fill(NaN);
      values[telling] = usage;
      sights.push({ account, day, values, toRenewal: 365 - (tenure % 365), termMonths: 12, tenure });
    }
  }
  return { sights, lives };
}

describe('what is known of a fate', () => {
  const life: AccountLife = { spans: [{ from: 0, to: 100 }], churns: [100], pendingFrom: null };
  it('is nothing before the day has come, even of those who have left', () => {
    expect(stayedThrough(life, 50, 120, 150)).toBe(0);
    expect(stayedThrough(life, 50, 99, 150)).toBe(1);
    expect(stayedThrough(life, 50, 100, 150)).toBe(0);
    expect(stayedThrough(life, 50, 160, 150)).toBeNull();
    expect(stayedThrough({ ...life, churns: [], pendingFrom: 110 }, 50, 120, 150)).toBeNull();
  });
});

describe('intervals ahead', () => {
  const sight: Sight = {
    account: 0,
    day: 0,
    values: new Float32Array(watchedFeatures.length).fill(1),
    toRenewal: 45,
    termMonths: 3,
    tenure: 10,
  };
  it('know whether a term ends in them', () => {
    const ends = Array.from({ length: mostIntervals }, (_unused, index) => termEndsIn(sight, index + 1));
    // Days 45, 136, 227, 319 and what follows.
    expect(ends.flatMap((is, index) => (is ? [index + 1] : []))).toEqual([2, 5, 8, 11]);
    expect(termEndsIn({ ...sight, toRenewal: NaN }, 1)).toBe(false);
    expect([1, 30, 31].map(intervalOf)).toEqual([1, 1, 2]);
    const means = meansOf([sight]);
    expect(intervalRow(sight, 1, means).some(Number.isNaN)).toBe(false);
    const unknown = { ...sight, values: sight.values.map(() => NaN) };
    // Only the plain columns say that a value is missing; products with it are those of the mean.
    expect(intervalRow(unknown, 2, means).filter(Number.isNaN)).toHaveLength(watchedFeatures.length);
  });
});

describe('renewal models', () => {
  const { sights, lives } = drawn(240, 3);
  const learning = { sights, lives, until, seed: 1, shouldStop: () => false };

  it('tell those apart who will renew, and know when they decide', () => {
    const model = learnHazard(learning);
    const seen = (usage: number): Sight => {
      const values = new Float32Array(watchedFeatures.length).fill(NaN);
      values[telling] = usage;
      return { account: 0, day: 0, values, toRenewal: 100, termMonths: 12, tenure: 265 };
    };
    for (const usage of [-1, 0, 1]) {
      const { probability, lower, upper } = model.chance(seen(usage), 100)!;
      expect(Math.abs(probability - (1 - sigmoid(-1.2 - 2 * usage)))).toBeLessThan(0.15);
      expect(lower).toBeLessThan(probability);
      expect(upper).toBeGreaterThan(probability);
      // Nobody leaves before the term ends.
      expect(model.chance(seen(usage), 60)!.probability).toBeGreaterThan(0.97);
    }
    expect(model.chance(seen(0), mostIntervals * intervalDays + 1)).toBeNull();
  });

  it('are held against later renewals, and the better one is named', () => {
    const { better, scores, renewals, left, cut } = validateRenewals(learning, () => {});
    expect(cut).not.toBeNull();
    expect(left).toBeGreaterThan(10);
    expect(renewals).toBeGreaterThan(left);
    const of = (method: string) => scores.find((score) => score.method === method)!;
    expect(of('hazard').logLoss!).toBeLessThan(of('share').logLoss!);
    expect(better).toBe(of('cox').logLoss! < of('hazard').logLoss! ? 'cox' : 'hazard');
    expect(of('hazard').auc!).toBeGreaterThan(0.6);
    expect(of('share').auc).toBeNull();
  });

  it('are not compared where hardly anybody left', () => {
    const stayed = lives.map((life) => ({ ...life, churns: [] }));
    expect(validateRenewals({ ...learning, lives: stayed }, () => {})).toMatchObject({
      better: null,
      scores: [],
      left: 0,
    });
  });

  it('stop when asked', () => {
    expect(() => learnHazard({ ...learning, shouldStop: () => true })).toThrow(/cancelled/);
    expect(() => learnCox({ ...learning, shouldStop: () => true })).toThrow(/cancelled/);
  });
});
