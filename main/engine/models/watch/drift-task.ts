import type { ModelCard } from '../../../../shared/contract/index.ts';
import type { WorkContext } from '../../threads/index.ts';
import type { DriftReference } from '../drift-reference.ts';
import { driftOf } from './drift.ts';
import type { DriftInput, StoredDrift } from './drift.ts';

export type DriftTaskInput = { readonly task: 'drift' } & Omit<DriftInput, 'seed' | 'shouldStop'>;

const seed = 42;

/** Holds a scored day against the time that the model learned from, in the train thread. */
export function driftTask(input: DriftTaskInput, context: WorkContext): StoredDrift {
  return driftOf({ ...input, seed, shouldStop: () => context.shouldStop() });
}

/** Accounts of one day of the time that a model learned from: its rows over its days. */
export function accountsOfADay(
  { rows }: DriftReference,
  card: Pick<ModelCard, 'trainingSnapshots' | 'calibrationSnapshots' | 'testSnapshots' | 'origin' | 'learnedUntil'>,
): number {
  // What was brought in is held against the accounts of the one day on which that was done.
  if (card.origin === 'imported') return rows;
  const days = new Set([...card.trainingSnapshots, ...card.calibrationSnapshots, ...card.testSnapshots]);
  if (card.learnedUntil) days.add(card.learnedUntil);
  return rows / Math.max(1, days.size);
}

/** The part of each feature in all that moves a model's scores; empty where it is not known. */
export function importanceOf({ features }: Pick<ModelCard, 'features'>): ReadonlyMap<string, number> {
  const whole = features.reduce((sum, { importance }) => sum + importance, 0);
  return new Map(whole === 0 ? [] : features.map(({ name, importance }) => [name, importance / whole]));
}
