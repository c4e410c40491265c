import type { Ranking } from '../../../../shared/contract/index.ts';
import { themeOf } from '../features/catalogue.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { defineSnapshotRead } from './define-read.ts';
import { toldModel } from './account-read.ts';
import { isActionable } from './actionable.ts';
import { openModel } from './open-model.ts';
import { facts } from './parts.ts';
import { latestRun, scoreRows } from './queries.ts';
import type { ScoreRow } from './queries.ts';

const rowsBetweenStopChecks = 512;

/** What drives the scores of the whole book, by theme and by feature. */
export const rankingRead = defineSnapshotRead(
  'explanations.ranking',
  ({ database, shouldStop }, input: { model?: string | undefined }): Ranking => {
    const run = latestRun(database, input.model);
    const model = openModel(database, run);
    const sums = rankParts(model.definition.features, scoreRows(database, run.id), shouldStop);
    return { model: toldModel(run, model), asOf: run.asOf, scoredAt: run.scoredAt, ...sums };
  },
);

type Tally = { size: number; raises: number; lowers: number };

/** @param names the model's features, in the order of the rows' parts */
export function rankParts(
  names: readonly string[],
  rows: Iterable<Pick<ScoreRow, 'contributions' | 'values'>>,
  shouldStop: () => boolean = () => false,
): Pick<Ranking, 'customers' | 'themes' | 'features'> {
  const empty = (): Tally => ({ size: 0, raises: 0, lowers: 0 });
  const themes = [...new Set(names.map(themeOf))];
  const themePlaces = names.map((name) => themes.indexOf(themeOf(name)));
  const ofThemes = themes.map(empty);
  const ofFeatures = names.map(() => ({ ...empty(), missing: 0 }));
  const themeParts = new Float64Array(themes.length);
  let customers = 0;
  for (const { contributions, values } of rows) {
    if (customers++ % rowsBetweenStopChecks === 0) stopIfAsked(shouldStop);
    themeParts.fill(0);
    for (let place = 0; place < names.length; place++) {
      const part = contributions[place]!;
      themeParts[themePlaces[place]!]! += part;
      add(ofFeatures[place]!, part);
      if (values[place] !== values[place]) ofFeatures[place]!.missing++;
    }
    themeParts.forEach((part, theme) => add(ofThemes[theme]!, part));
  }
  const mean = ({ size }: Tally): number => (customers === 0 ? 0 : size / customers);
  return {
    customers,
    themes: themes
      .map((theme, place) => ({
        theme,
        meanSize: mean(ofThemes[place]!),
        raises: ofThemes[place]!.raises,
        lowers: ofThemes[place]!.lowers,
        features: themePlaces.filter((other) => other === place).length,
      }))
      .sort((a, b) => b.meanSize - a.meanSize),
    features: names
      .map((name, place) => {
        const { raises, lowers, missing } = ofFeatures[place]!;
        return {
          ...facts(name),
          actionable: isActionable(name),
          meanSize: mean(ofFeatures[place]!),
          raises,
          lowers,
          missing,
        };
      })
      .sort((a, b) => b.meanSize - a.meanSize),
  };
}

function add(tally: Tally, part: number): void {
  tally.size += Math.abs(part);
  if (part > 0) tally.raises++;
  else if (part < 0) tally.lowers++;
}
