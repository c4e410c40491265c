import { expect, it } from 'vitest';
import type { ForeignPart } from './foreign-part.ts';
import { sampledReasons } from './sampled-reasons.ts';
import { openForeignScorer } from './scorer.ts';
import type { ForeignScorer } from './scorer.ts';
import { networkFile, plainPlan } from './testing/exported.ts';

const background = [
  [0, 0],
  [1, null],
  [-1, 2],
];
const part: ForeignPart = {
  plan: plainPlan(2, { name: 'output', column: 0, reading: 'probability' }, 'x', 0.5),
  reasons: 'sampled',
  scale: 'probability',
  background,
  producer: '',
  originalSha256: '',
};
const open = (name: string, weight: number): Promise<ForeignScorer> =>
  openForeignScorer(name, networkFile({ first: [1, 2, 3, 4], second: [weight, -1], columns: 2, hidden: 2 }), part);
const rows = 1_000;
const values = Float32Array.from({ length: rows * 2 }, (_, place) => (place % 7 === 0 ? NaN : Math.sin(place)));

it('answers also after its process has made room for others', async () => {
  const scorer = await open('first', 1);
  const said = await scorer.score(values, rows);
  for (const name of ['second', 'third']) await open(name, 2);
  expect(await scorer.score(values, rows)).toEqual(said);
});

it('gives the reasons of many accounts in several requests as in one', async () => {
  const scorer = await open('first', 1);
  const shares: number[] = [];
  const { base, contributions, probabilities } = await scorer.explain(values, rows, {
    onProgress: (share) => shares.push(share),
  });
  const flat = Float32Array.from(background.flat(), (value) => value ?? NaN);
  const whole = await sampledReasons((asked, count) => scorer.score(asked, count), {
    values,
    rows,
    background: flat,
    features: 2,
    seed: 42,
  });
  expect(base).toBeCloseTo(whole.base, 12);
  expect(Array.from(contributions)).toEqual(
    Array.from(whole.contributions, (value) => expect.closeTo(value, 6) as number),
  );
  expect(probabilities).toEqual(await scorer.score(values, rows));
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.at(-1)).toBe(1);
});
