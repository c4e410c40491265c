import type { DriftFigures, DriftVerdict } from '../../../../shared/contract/index.ts';
import { normalQuantile } from '../../../stats/index.ts';
import { spreadOf } from '../drift-reference.ts';
import type { DriftReference, Spread } from '../drift-reference.ts';
import { divide } from './divide.ts';
import type { Division } from './divide.ts';
import { judge } from './null-band.ts';

/** Rules of thumb of credit scoring (Siddiqi 2006): below 0.1 nothing to act on, from 0.25 on another population. */
export const leastPsi = 0.1;
export const largePsi = 0.25;
/** Chance of a false alarm of a whole report without drift. */
const alarmLevel = 0.01;
/** Shifted features that hardly move a score are no alarm. */
const leastShifted = 0.1;
const leastMissingChange = 0.05;

/** What is stored of a scoring; words and importance are added where it is read. */
export type StoredDrift = {
  readonly verdict: Exclude<DriftVerdict, 'no-reference'>;
  readonly accounts: number;
  readonly accountsThen: number;
  readonly scoresThen: string | null;
  readonly score: DriftFigures | null;
  readonly features: readonly ({ readonly name: string } & DriftFigures)[];
};

export type DriftInput = {
  readonly reference: DriftReference;
  /**
   * Accounts of one day of the time learned from: its many days show the same accounts again and again, so that they are
   * not as much evidence as they are rows.
   */
  readonly accountsThen: number;
  readonly names: readonly string[];
  /** The part of each in all that moves the scores; sums to 1, or to 0 where it is not known. */
  readonly importance: readonly number[];
  /** Row by row, NaN = missing, as the model reads them. */
  readonly inputs: Float32Array;
  readonly scores: Float64Array;
  /** What the same model said as of the first day that it scored; null where this is the first. */
  readonly scoresThen: { readonly day: string; readonly scores: Float64Array } | null;
  readonly seed: number;
  readonly shouldStop?: () => boolean;
};

/** How far the accounts of today are from those that the model learned from. */
export function driftOf(input: DriftInput): StoredDrift {
  const { reference, names, importance, inputs, scores, scoresThen, seed, shouldStop } = input;
  const accounts = scores.length;
  const accountsThen = Math.max(1, Math.round(input.accountsThen));
  const facts = { accounts, accountsThen, scoresThen: scoresThen?.day ?? null };
  if (accounts === 0) return { ...facts, verdict: 'no-customers', score: null, features: [] };
  const known = names.flatMap((name, place): (Column & { readonly importance: number })[] => {
    const spread = reference.features[name];
    return spread === undefined
      ? []
      : [
          {
            name,
            importance: importance[place]!,
            spread,
            rowsThen: accountsThen,
            values: columnOf(inputs, names.length, place),
          },
        ];
  });
  const ofScores: Column[] =
    scoresThen === null
      ? []
      : [{ name: '', spread: spreadOf(scoresThen.scores), rowsThen: scoresThen.scores.length, values: scores }];
  const figures = figuresOf([...known, ...ofScores], seed, shouldStop);
  const score = scoresThen === null ? null : figures.at(-1)!;
  const features = known.map(({ name }, place) => ({ name, ...figures[place]! }));
  const shifted = known.reduce(
    (sum, column, place) => sum + (figures[place]!.verdict === 'shifted' ? column.importance : 0),
    0,
  );
  return { ...facts, verdict: overall(features, score, shifted), score, features };
}

type Column = {
  readonly name: string;
  readonly spread: Spread;
  /** How many accounts the division of then stands for. */
  readonly rowsThen: number;
  readonly values: Float32Array | Float64Array;
};

function figuresOf(columns: readonly Column[], seed: number, shouldStop?: () => boolean): DriftFigures[] {
  const divisions = columns.map(({ spread, values }) => divide(spread, values));
  const pairs = divisions.map(({ then, now }, place) => ({
    then: then.map((share) => share * columns[place]!.rowsThen),
    now,
  }));
  return judge(pairs, seed, shouldStop).map((judged, place): DriftFigures => {
    const { spread, rowsThen, values } = columns[place]!;
    const division = divisions[place]!;
    const measured = { ...judged, usual: spread.usual ?? null };
    return {
      ...measured,
      verdict: verdictOf(measured),
      edges: [...spread.edges],
      then: [...division.then],
      now: division.now.map((count) => count / values.length),
      hasMissing: division.hasMissing,
      missing: missingOf(spread, division, rowsThen, values.length, columns.length),
      unseen: division.unseen,
    };
  });
}

type Measured = Pick<DriftFigures, 'psi' | 'edge' | 'usual' | 'corrected'>;

export function verdictOf({ psi, edge, usual, corrected }: Measured): DriftFigures['verdict'] {
  if (psi <= Math.max(edge, usual ?? 0)) return 'within';
  if (psi < leastPsi) return 'small';
  if (corrected > alarmLevel) return 'single';
  return psi < largePsi ? 'moved' : 'shifted';
}

/**
 * Scores that moved count as an alarm at once, since everything that people see rests on them.
 * @param shifted importance of the shifted features together
 */
function overall(
  features: readonly DriftFigures[],
  score: DriftFigures | null,
  shifted: number,
): 'steady' | 'watch' | 'alarm' {
  if ((score !== null && standsOut(score)) || shifted >= leastShifted) return 'alarm';
  return features.some(standsOut) ? 'watch' : 'steady';
}

/** Beyond chance, beyond what is usual, and large enough to matter. */
export const standsOut = ({ verdict }: Pick<DriftFigures, 'verdict'>): boolean =>
  verdict === 'moved' || verdict === 'shifted';

function columnOf(inputs: Float32Array, width: number, place: number): Float32Array {
  const column = new Float32Array(inputs.length / width);
  for (let row = 0; row < column.length; row++) column[row] = inputs[row * width + place]!;
  return column;
}

/** The share of missing values then and now; a change by chance is told as for the difference of two shares. */
function missingOf(
  { missing: then }: Spread,
  division: Division,
  accountsThen: number,
  accounts: number,
  columns: number,
): DriftFigures['missing'] {
  const now = division.hasMissing ? division.now.at(-1)! / accounts : 0;
  const pooled = (then * accountsThen + now * accounts) / (accountsThen + accounts);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / accountsThen + 1 / accounts));
  const least = normalQuantile(1 - alarmLevel / 2 / columns) * deviation;
  const change = Math.abs(now - then);
  return { then, now, isNotable: change >= leastMissingChange && change > least };
}
