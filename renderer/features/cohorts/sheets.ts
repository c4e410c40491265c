import type { ExportedSheet, RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import type { CellWords } from './cell-words.ts';
import { figureAt, isShareMeasure } from './grid.ts';
import type { Cohort, Show } from './grid.ts';

/** Names of the sheets and their columns, in the language of the page. */
export type SheetNames = {
  readonly cohort: string;
  readonly size: string;
  readonly average: string;
  readonly shown: string;
  readonly counts: string;
  readonly of: string;
  readonly low: string;
  readonly high: string;
};

type Cell = string | number | null;

/**
 * The grid as it is shown, then what stands behind it: counts, denominators, intervals. Numbers stay numbers; an incomplete
 * cell carries its star, as on the screen, and a suppressed one is empty.
 */
export function sheetsOf(
  grid: RetentionGrid,
  question: RetentionQuestion,
  show: Show,
  words: CellWords,
  names: SheetNames,
): ExportedSheet[] {
  const { measure } = question;
  const isShown = isShareMeasure(measure) && show === 'share';
  const major = measure === 'revenue' ? 10 ** minorDigits(grid.currency ?? 'XXX') : 1;
  const rounded = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : Math.round(value * 10_000) / 10_000;
  // Money in euros, not in cents.
  const inMajor = (value: number | null | undefined): number | null =>
    typeof value === 'number' ? value / major : null;
  const columns = [names.cohort, names.size, ...grid.columns.map((_, index) => words.column(index))];
  const sheet = (
    name: string,
    cellAt: (cohort: Cohort, index: number) => Cell,
    last: Cell[] | null = null,
  ): ExportedSheet => ({
    name,
    columns,
    rows: [
      ...grid.cohorts.map((cohort) => [
        words.cohort(cohort.cohort),
        cohort.size,
        ...grid.columns.map((_, index) => cellAt(cohort, index)),
      ]),
      ...(last === null ? [] : [[names.average, null, ...last]]),
    ],
  });
  const starred = (cohort: Cohort, index: number, value: number | null): Cell =>
    value === null || cohort.complete[index] === true ? value : `${value}*`;
  const shown = sheet(
    names.shown,
    (cohort, index) => {
      const figure = figureAt(cohort, index, measure, show);
      return starred(cohort, index, rounded(isShown ? figure : inMajor(figure)));
    },
    grid.average.map(rounded),
  );
  const counts = sheet(names.counts, (cohort, index) => rounded(inMajor(cohort.values[index])));
  const of = sheet(names.of, (cohort, index) => cohort.of[index] ?? null);
  const intervals =
    measure === 'accounts'
      ? [
          sheet(names.low, (cohort, index) => rounded(cohort.low[index])),
          sheet(names.high, (cohort, index) => rounded(cohort.high[index])),
        ]
      : [];
  return [shown, ...(isShown ? [counts] : []), of, ...intervals];
}
