import type { Bilingual, LabelRule, ModelCard } from '../../../shared/contract/index.ts';
import { openForReading } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { loadColumns } from '../events/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { makeCard } from './card.ts';
import { buildDataset } from './dataset.ts';
import { baseProbability, makeGolden } from './definition.ts';
import type { Golden, ModelDefinition } from './definition.ts';
import { featureImportance } from './importance.ts';
import { readSources } from './features/sources.ts';
import type { FeatureSources } from './features/sources.ts';
import { lifeFacts } from './life-facts.ts';
import { proposeRule } from './label-rule.ts';
import { accountLife, settledUntil } from './labels.ts';
import type { AccountLife } from './labels.ts';
import { learn } from './learn.ts';
import { writeOnnxModel } from './onnx/index.ts';
import { snapshotDays } from './snapshots.ts';

export type BookInput = {
  readonly file: string;
  readonly key: Uint8Array;
  /** Last day of the data, as days since 1970-01-01. */
  readonly until: number;
  /** Null: the one that fits the book. */
  readonly rule: LabelRule | null;
};

export type TrainInput = BookInput & {
  readonly task: 'train';
  readonly seed: number;
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
};

export type TrainedModel = {
  readonly card: ModelCard;
  readonly definition: ModelDefinition;
  readonly golden: Golden;
  readonly onnx: Uint8Array;
};
export type TrainOutput = { readonly trained: TrainedModel | null; readonly why: Bilingual };

export type Book = {
  readonly sources: FeatureSources;
  readonly lives: readonly AccountLife[];
  readonly rule: LabelRule;
};

/** Reads the book through a connection that cannot write. */
export function readBook(input: BookInput, shouldStop: () => boolean): Book {
  const database: ReadableDatabase = openForReading(input.file, input.key, { shouldStop });
  try {
    const sources = readSources(database, loadColumns(database), shouldStop);
    const facts = lifeFacts(sources);
    const rule = input.rule ?? proposeRule(facts, input.until).rule;
    return { sources, rule, lives: facts.map((fact) => accountLife(fact, rule, input.until)) };
  } finally {
    database.close();
  }
}

/** First day of which the book tells anything that features read over time. */
export function firstDayOf({ events, tickets, interactions, subscriptions }: FeatureSources): number {
  const firsts = [events.minSeconds ?? Infinity, tickets.firstKnown, interactions.firstKnown];
  const first = firsts.some((value) => value !== Infinity) ? Math.min(...firsts) : subscriptions.firstKnown;
  return Math.floor(first / 86_400);
}

/** The whole training, in its thread. */
export function trainTask(input: TrainInput, context: WorkContext): TrainOutput {
  const shouldStop = (): boolean => context.shouldStop();
  const report = (progress: number, key: string): void => context.progress(progress, { key, values: {} });
  report(0, 'features');
  const book = readBook(input, shouldStop);
  const { rule, lives, sources } = book;
  const first = firstDayOf(sources);
  const days = Number.isFinite(first) ? snapshotDays(first, settledUntil(lives, input.until), rule.horizonDays) : [];
  const data = buildDataset(sources, lives, days, rule.horizonDays, {
    shouldStop,
    onProgress: (share) => report(0.05 + 0.15 * share, 'features'),
  });
  const result = learn(data, rule, {
    seed: input.seed,
    shouldStop,
    progress: (stage, share) => report(0.2 + 0.7 * share, stage),
  });
  if (result.learned === null) return { trained: null, why: result.why };
  const { learned } = result;
  report(0.92, 'explaining');
  const importance = featureImportance(learned.model, learned.data.columns, shouldStop);
  const definition: ModelDefinition = {
    version: 1,
    features: learned.data.names,
    model: learned.model,
    calibration: learned.calibration,
    base: baseProbability(learned.model, learned.calibration),
    horizonDays: rule.horizonDays,
    labelRule: rule,
    seed: input.seed,
  };
  const onnx = writeOnnxModel({
    id: input.id,
    model: learned.model,
    calibration: learned.calibration,
    metadata: { horizon_days: String(rule.horizonDays) },
  });
  report(0.98, 'writing');
  const card = makeCard({
    id: input.id,
    name: input.name,
    createdAt: input.createdAt,
    rule,
    learned,
    importance,
    onnx,
  });
  return {
    trained: { card, definition, golden: makeGolden(learned.model, learned.calibration, learned.data.columns), onnx },
    why: card.why,
  };
}
