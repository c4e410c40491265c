import type { Bilingual, PartChange, ScorePart, ThemeShare } from '../../../../shared/contract/index.ts';
import { probabilityContributions } from '../../../stats/index.ts';
import { plainValue } from '../stored-numbers.ts';
import { featureNamed, themeOf } from '../features/catalogue.ts';
import { bilingualSentence } from '../features/sentences.ts';
import type { CategoryWord } from '../features/sentences.ts';
import { isActionable } from './actionable.ts';
import type { ScoreRow } from './queries.ts';

/** One account's row in a run, with the parts of its log-odds. */
export type Scored = { readonly row: ScoreRow; readonly logOdds: Float64Array; readonly names: readonly string[] };

/** What a feature is, as every answer tells it. */
export function facts(feature: string): { feature: string; theme: string; unit: string; description: Bilingual } {
  const known = featureNamed(feature);
  const description = known ? { en: known.description.en, es: known.description.es } : { en: feature, es: feature };
  return { feature, theme: themeOf(feature), unit: known?.unit ?? '', description };
}

/** What is said of each feature's value in a row; null for NaN. */
export function sentencesOf(
  names: readonly string[],
  values: Float64Array,
  word: CategoryWord,
): (place: number) => Bilingual {
  const places = new Map(names.map((name, place) => [name, place]));
  const figure = (name: string): number | null => valueAt(values, places.get(name) ?? -1);
  return (place) => bilingualSentence(names[place]!, valueAt(values, place), figure, word);
}

export function valueAt(values: Float64Array, place: number): number | null {
  return plainValue(values[place]);
}

/** Every feature that moved the score, largest part of the probability first. */
export function scoreParts({ names, row, logOdds }: Scored, word: CategoryWord): ScorePart[] {
  const sentence = sentencesOf(names, row.values, word);
  return places(row.contributions.length)
    .filter((place) => row.contributions[place] !== 0 || logOdds[place] !== 0)
    .map((place) => ({
      ...facts(names[place]!),
      value: valueAt(row.values, place),
      contribution: row.contributions[place]!,
      logOdds: logOdds[place]!,
      text: sentence(place),
      actionable: isActionable(names[place]!),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || Math.abs(b.logOdds) - Math.abs(a.logOdds));
}

/** The same by theme; a theme's share is the sum of its parts. */
export function themeShares(parts: readonly ScorePart[]): ThemeShare[] {
  return [...Map.groupBy(parts, (part) => part.theme)]
    .map(([theme, own]) => ({
      theme,
      contribution: own.reduce((sum, part) => sum + part.contribution, 0),
      logOdds: own.reduce((sum, part) => sum + part.logOdds, 0),
      parts: own,
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

/** Less than this is rounding, in log-odds. */
const leastMove = 1e-9;

/**
 * What moved between two scores of one account by the same model, largest move first. The move of each part in log-odds is
 * priced like the parts themselves: (change of the probability) / (change of the log-odds), so that the moves sum to the
 * change of the score, and a feature whose part stood still did not move it.
 */
export function partChanges(
  before: Scored,
  now: Scored,
  calibrate: (logOdds: number) => number,
  word: CategoryWord,
): PartChange[] {
  const moves = now.logOdds.map((part, place) => part - before.logOdds[place]!);
  const points = probabilityContributions(before.row.logOdds, moves, calibrate).contributions;
  const [then, today] = [sideOf(before, word), sideOf(now, word)];
  return places(moves.length)
    .filter((place) => Math.abs(moves[place]!) > leastMove)
    .map((place) => ({
      feature: now.names[place]!,
      theme: themeOf(now.names[place]!),
      before: then(place),
      now: today(place),
      change: points[place]!,
    }))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function sideOf({ row, logOdds, names }: Scored, word: CategoryWord): (place: number) => PartChange['now'] {
  const sentence = sentencesOf(names, row.values, word);
  return (place) => ({ value: valueAt(row.values, place), logOdds: logOdds[place]!, text: sentence(place) });
}

const places = (count: number): number[] => Array.from({ length: count }, (_, place) => place);
