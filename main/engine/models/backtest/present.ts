import type { Bilingual } from '../../../../shared/contract/index.ts';
import type { ModelDefinition } from '../definition.ts';
import type { Dataset } from '../dataset.ts';
import { placeOf, rowNames, rowWidth } from '../features/catalogue.ts';
import { computeSnapshot, createRowComputer } from '../features/compute.ts';
import type { FeatureSources } from '../features/sources.ts';
import { answersOfModel, unseenFrom } from '../registry/compare.ts';
import { endOfDay } from '../snapshots.ts';
import type { Backtestable } from './types.ts';

export type PresentInput = {
  readonly id: string;
  readonly name: Bilingual;
  readonly sources: FeatureSources;
  readonly definition: ModelDefinition;
  /** Last snapshot that it learned from, as a day since 1970-01-01; -Infinity = it never saw this book. */
  readonly learnedUntil: number;
  readonly horizonDays: number;
  readonly shouldStop: () => boolean;
};

/** The model as it is. Where a month's outcomes lie within what it learned from, it has seen the answers. */
export function presentScoring(input: PresentInput): Backtestable {
  const { sources, definition, shouldStop } = input;
  const compute = createRowComputer(sources);
  const memory = new Float64Array(sources.accounts.length * rowWidth);
  // A figure that is not kept for past days is missing.
  const names = definition.features.filter((name) => rowNames.includes(name));
  const places = names.map(placeOf);
  const firstNew = unseenFrom(input.learnedUntil, input.horizonDays);
  return {
    id: input.id,
    name: input.name,
    direction: 'risk',
    hasSeen: (day) => day < firstNew,
    scoresAt(day, accounts) {
      const { values } = computeSnapshot(sources, endOfDay(day), compute, shouldStop, memory);
      const columns = places.map((place) =>
        Float32Array.from(accounts, (account) => values[account * rowWidth + place]!),
      );
      const rows = Int32Array.from(accounts.keys());
      const data: Dataset = {
        names,
        columns,
        accounts,
        labels: new Uint8Array(rows.length),
        churnDays: new Int32Array(rows.length),
        snapshots: new Int32Array(rows.length),
        days: [day],
        everyNth: 1,
      };
      return answersOfModel(definition, data, rows, shouldStop);
    },
  };
}
