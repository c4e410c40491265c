import type { ModelTarget, RegistryEntry } from '../../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import type { ReadableDatabase, WritableDatabase } from '../../db/index.ts';
import { cardOf, listModels, modelInUse } from '../queries.ts';
import { latestComparison } from './history.ts';
import { learnedUntilOf } from './learned-until.ts';

type AnyDatabase = ReadableDatabase | WritableDatabase;

/** All models of a target (or of all), latest first, with the figures that tell them apart. */
export function registryEntries(database: AnyDatabase, target?: ModelTarget | undefined): RegistryEntry[] {
  return listModels(database)
    .filter((model) => target === undefined || model.target === target)
    .map(({ id }) => registryEntry(database, id));
}

export function registryEntry(database: AnyDatabase, id: string): RegistryEntry {
  const card = cardOf(database, id);
  const until = learnedUntilOf(card);
  const { test } = card;
  return {
    id,
    name: card.name,
    kind: card.kind,
    status: card.status,
    target: card.target,
    origin: card.origin,
    createdAt: card.createdAt,
    learnedUntil: Number.isFinite(until) ? dayOfNumber(until) : null,
    auc: test?.auc ?? null,
    prAuc: test?.prAuc ?? null,
    liftTop10: test?.liftTop10 ?? null,
    brierSkill: test?.brierSkill ?? null,
    calibrationSlope: test?.calibrationSlope ?? null,
    testChurns: card.testChurns ?? null,
    inUse: modelInUse(database, card.target) === id,
    comparison: latestComparison(database, id),
  };
}
