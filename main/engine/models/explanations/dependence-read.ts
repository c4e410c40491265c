import type { Dependence } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { toldModel } from './account-read.ts';
import { defineSnapshotRead } from './define-read.ts';
import { binDots, histogramOf, mean, strongestInteraction } from './dependence.ts';
import type { Dot } from './dependence.ts';
import { openModel } from './open-model.ts';
import { facts, valueAt } from './parts.ts';
import { accountNames, latestRun, scoreRows } from './queries.ts';
import type { ScoreRow } from './queries.ts';

const rowsBetweenStopChecks = 512;
/** Customers among whom a second feature is looked for. */
const mostCompared = 5_000;

export type DependenceInput = {
  readonly feature: string;
  readonly model?: string | undefined;
  readonly points: number;
};

/** How a feature's part of the score goes with its value, over the customers of the latest run. */
export const dependenceRead = defineSnapshotRead(
  'explanations.dependence',
  ({ database, shouldStop }, input: DependenceInput): Dependence => {
    const run = latestRun(database, input.model);
    const model = openModel(database, run);
    const { features } = model.definition;
    const place = placeOfFeature(features, input.feature, run.modelName);
    const dots: Dot[] = [];
    const compared: ScoreRow[] = [];
    const customers = Number(database.prepare('SELECT count(*) FROM scores WHERE run_id = ?').pluck().get(run.id));
    const chosen = spread(customers, mostCompared);
    for (const row of scoreRows(database, run.id)) {
      if (dots.length % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
      if (chosen(dots.length)) compared.push(row);
      dots.push({ value: row.values[place]!, part: row.contributions[place]! });
    }
    const interaction = strongestInteraction(
      compared.map((row) => ({ value: row.values[place]!, part: row.contributions[place]! })),
      features.flatMap((_, other) => (other === place ? [] : [other])),
      (row, other) => compared[row]!.values[other]!,
    );
    const missing = dots.filter(({ value }) => Number.isNaN(value)).map(({ part }) => part);
    const isShown = spread(compared.length, input.points);
    const shown = compared.filter((_, index) => isShown(index));
    const names = accountNames(
      database,
      shown.map(({ account }) => account),
    );
    return {
      model: toldModel(run, model),
      asOf: run.asOf,
      ...facts(input.feature),
      customers: dots.length,
      bins: binDots(dots),
      missing: { count: missing.length, part: missing.length === 0 ? null : mean(missing) },
      histogram: histogramOf(dots),
      interaction:
        interaction === null
          ? null
          : {
              feature: features[interaction.feature]!,
              description: facts(features[interaction.feature]!).description,
              strength: interaction.strength,
            },
      points: shown.map((row) => ({
        id: row.account,
        name: names.get(row.account) ?? row.account,
        value: valueAt(row.values, place),
        part: row.contributions[place]!,
        probability: row.probability,
        other: interaction === null ? null : valueAt(row.values, interaction.feature),
      })),
    };
  },
);

/** @throws not_found where the model does not read the feature */
export function placeOfFeature(features: readonly string[], feature: string, modelName: string): number {
  const place = features.indexOf(feature);
  if (place >= 0) return place;
  throw new HoldfastError(
    'not_found',
    `The model "${modelName}" does not read a feature "${feature}". It reads: ${features.join(', ')}.`,
    { feature },
  );
}

/** Which of `count` to take so that about `wanted` are taken, evenly. */
function spread(count: number, wanted: number): (index: number) => boolean {
  if (wanted <= 0) return () => false;
  const step = Math.max(1, count / wanted);
  return (index) => Math.floor(index / step) !== Math.floor((index - 1) / step);
}
