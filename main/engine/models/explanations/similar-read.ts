import type { Bilingual, SimilarAccount, SimilarAccounts } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { wilson } from '../../../stats/index.ts';
import { keptAccount } from '../../identity/index.ts';
import { defineEventsRead } from '../../threads/index.ts';
import { createExplain, predict } from '../candidates.ts';
import { stopIfAsked } from '../features/row-table.ts';
import { toldModel } from './account-read.ts';
import type { OfAccount } from './account-read.ts';
import { categoryWords } from './category-words.ts';
import { openModel } from './open-model.ts';
import { sentencesOf, valueAt } from './parts.ts';
import { pastRows } from './past-rows.ts';
import { accountNames, latestRun, scoreRowOf } from './queries.ts';
import { distance, smallest } from './similar.ts';

export type SimilarInput = OfAccount & { readonly limit: number };

/** Rows of nearly the same score whose parts are then compared; explaining all would take too long. */
const mostExplained = 1_500;
const neighbours = 50;
const reasonsShown = 5;

/**
 * Accounts that stood at some past day where this one stands now: nearest by the parts of the log-odds, so those alike for the
 * same reasons, each account once (with its nearest day), the account itself left out.
 */
export const similarRead = defineEventsRead('explanations.similar', (context, input: SimilarInput): SimilarAccounts => {
  const { database, shouldStop } = context;
  const id = keptAccount(database, input.id);
  const run = latestRun(database, input.model);
  const row = scoreRowOf(database, run, id);
  const model = openModel(database, run);
  if (model.inside === null)
    throw new HoldfastError(
      'not_enough_data',
      `The inside of the model "${run.modelName}" is not known here, so accounts alike for the same reasons cannot be found. Ask a model that was trained here.`,
    );
  const { data, accounts } = pastRows(context, run.target, model.definition, (settled) => settled);
  const logOdds = predict(model.inside, data.columns, data.labels.length);
  const own = accounts.indexOf(id);
  const gaps = logOdds.map((value, place) => (data.accounts[place] === own ? Infinity : Math.abs(value - row.logOdds)));
  const explain = createExplain(model.inside);
  const parts = model.logOddsParts(row);
  const values = new Float64Array(data.columns.length);
  const fill = (place: number): Float64Array => {
    data.columns.forEach((column, feature) => (values[feature] = column[place]!));
    return values;
  };
  const candidates = smallest(gaps, mostExplained).filter((place) => gaps[place] !== Infinity);
  const distances = Float64Array.from(candidates, (place, index) => {
    if (index % 64 === 0) stopIfAsked(shouldStop);
    return distance(parts, explain(fill(place)).contributions);
  });
  const seen = new Set<number>();
  const nearest: { place: number; distance: number }[] = [];
  for (const index of smallest(distances, distances.length)) {
    const place = candidates[index]!;
    if (seen.has(data.accounts[place]!)) continue;
    seen.add(data.accounts[place]!);
    nearest.push({ place, distance: distances[index]! });
    if (nearest.length === neighbours) break;
  }
  const shown = nearest.slice(0, input.limit);
  const names = accountNames(
    database,
    shown.map(({ place }) => accounts[data.accounts[place]!]!),
  );
  const word = categoryWords(database);
  const main = smallest(
    parts.map((part) => -Math.abs(part)),
    reasonsShown,
  ).filter((feature) => parts[feature] !== 0);
  const told = ({ place, distance: away }: { place: number; distance: number }): SimilarAccount => {
    const other = accounts[data.accounts[place]!]!;
    const sentence = sentencesOf(data.names, fill(place), word);
    return {
      id: other,
      name: names.get(other) ?? other,
      asOf: dayOfNumber(data.days[data.snapshots[place]!]!),
      probability: model.calibrate(logOdds[place]!),
      distance: away,
      cameTrue: data.labels[place] === 1,
      day: data.labels[place] === 1 ? dayOfNumber(data.churnDays[place]!) : null,
      shared: Array.from(main, (feature) => ({
        feature: data.names[feature]!,
        value: valueAt(values, feature),
        text: sentence(feature),
      })),
    };
  };
  const cameTrue = nearest.filter(({ place }) => data.labels[place] === 1).length;
  const interval = wilson(cameTrue, nearest.length);
  return {
    id,
    model: toldModel(run, model),
    horizonDays: model.definition.horizonDays,
    searched: {
      accounts: new Set(data.accounts).size,
      rows: data.labels.length,
      from: data.days[0] === undefined ? null : dayOfNumber(data.days[0]),
      until: data.days.length === 0 ? null : dayOfNumber(data.days.at(-1)!),
    },
    outcome:
      interval === null
        ? null
        : {
            accounts: nearest.length,
            cameTrue,
            share: cameTrue / nearest.length,
            low: interval.lower,
            high: interval.upper,
            usual: data.labels.reduce((sum, label) => sum + label, 0) / data.labels.length,
          },
    accounts: shown.map(told),
    note,
  };
});

const note = {
  en: 'Alike in the model’s eyes: the same reasons of about the same size. The model has learned from some of these outcomes, so this is an illustration of its score and no second proof.',
  es: 'Parecidas a ojos del modelo: las mismas razones con un peso similar. El modelo ha aprendido de algunos de estos resultados, así que esto ilustra su puntuación y no es una segunda prueba.',
} as const satisfies Bilingual;
