import { describe, expect, it } from 'vitest';
import { createRandom, fitLogistic, sigmoid } from '../../../stats/index.ts';
import type { Dataset } from '../dataset.ts';
import type { ModelDefinition } from '../definition.ts';
import { answersOfModel, compare, unseenFrom } from './compare.ts';
import type { Rival } from './compare.ts';

const monthsCount = 12;
const perMonth = 200;
const random = createRandom(4);
const x = Float32Array.from({ length: monthsCount * perMonth }, () => random.normal());
const noise = Float32Array.from(x, () => random.normal());
const labels = Uint8Array.from(x, (value) => (random.next() < sigmoid(-1.5 + 1.5 * value) ? 1 : 0));
const data: Dataset = {
  names: ['mrr', 'seats'],
  columns: [x, noise],
  labels,
  accounts: Int32Array.from(x, (_, row) => row % perMonth),
  snapshots: Int32Array.from(x, (_, row) => Math.floor(row / perMonth)),
  days: Array.from({ length: monthsCount }, (_, month) => 20_000 + 30 * month),
  churnDays: Int32Array.from(labels, (label, row) => (label === 1 ? 20_001 + 30 * Math.floor(row / perMonth) : 0)),
  everyNth: 1,
};

/** A regression on one of the two columns: `mrr` tells the outcome, `seats` does not. */
function modelOn(name: 'mrr' | 'seats'): ModelDefinition {
  const column = data.columns[data.names.indexOf(name)]!;
  return {
    version: 1,
    features: [name],
    model: fitLogistic({ columns: [column], labels, featureNames: [name], l2: 1 }),
    calibration: { method: 'none' },
    base: 0.2,
    horizonDays: 90,
    labelRule: null,
    seed: 1,
  };
}

const rival = (id: string, name: 'mrr' | 'seats', learnedUntil: number): Rival => ({
  id,
  name: id,
  definition: modelOn(name),
  labelRule: null,
  horizonDays: 90,
  learnedUntil,
});

const everyRow = Int32Array.from(x.keys());
const never = (): boolean => false;

function held(champion: Rival, challenger: 'mrr' | 'seats') {
  return compare({
    data,
    champion,
    challenger: { id: 'new', name: 'new' },
    rows: everyRow,
    answers: answersOfModel(modelOn(challenger), data, everyRow, never),
    challengerUnseenFrom: unseenFrom(data.days.at(-1)!, 90),
    seed: 7,
    shouldStop: never,
  });
}

describe('champion and challenger', () => {
  it('are judged only on months that the champion has not learned from', () => {
    const learnedUntil = data.days[4]!;
    const found = held(rival('old', 'seats', learnedUntil), 'mrr');
    expect(found).toMatchObject({ verdict: 'better', championId: 'old', challengerId: 'new' });
    expect(found.rows).toBe(data.days.filter((day) => day >= learnedUntil + 90).length * perMonth);
    expect(found.logLoss!.difference.high).toBeLessThan(0);
    expect(found.logLoss!.challenger! - found.logLoss!.champion!).toBeCloseTo(found.logLoss!.difference.value!, 12);
    expect(found.auc!.difference.value).toBeGreaterThan(0.1);
    expect(found.why.en).toMatch(/better: the whole interval lies below 0/);
  });

  it('stay as they are where the challenger is worse, or the same', () => {
    expect(held(rival('old', 'mrr', -Infinity), 'seats').verdict).toBe('not-better');
    const same = held(rival('old', 'mrr', -Infinity), 'mrr');
    expect(same.verdict).toBe('not-better');
    expect(same.logLoss!.difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('cannot be told apart without new months, or with few departures in them', () => {
    const late = held(rival('old', 'seats', data.days.at(-1)!), 'mrr');
    expect(late).toMatchObject({ verdict: 'no-unseen-time', rows: 0, logLoss: null, from: null });
    expect(late.why.en).toContain(late.unseenFrom!);
    const few = compare({
      data: { ...data, labels: labels.map((label, row) => (row % perMonth < 5 ? label : 0)) },
      champion: rival('old', 'seats', data.days.at(-4)!),
      challenger: { id: 'new', name: 'new' },
      rows: everyRow,
      answers: new Float64Array(x.length).fill(0.1),
      challengerUnseenFrom: -Infinity,
      seed: 7,
      shouldStop: never,
    });
    expect(few.verdict).toBe('too-few-churns');
  });

  it('are left to a person where the champion can only be computed by its own file', () => {
    const opaque = { ...modelOn('mrr'), model: { kind: 'opaque', featureNames: ['mrr'] } as const };
    expect(held({ ...rival('old', 'mrr', -Infinity), definition: opaque }, 'mrr').verdict).toBe('not-comparable');
  });

  it('read a feature that the book no longer has as missing', () => {
    const definition = { ...modelOn('mrr'), features: ['gone'] };
    expect(answersOfModel(definition, data, everyRow.subarray(0, 3), never)).toHaveLength(3);
  });
});
