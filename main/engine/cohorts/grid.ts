import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { wilson } from '../../stats/index.ts';
import type { CountedCohort } from './counted-cohort.ts';

type GridCohort = RetentionGrid['cohorts'][number];

/** Everything of a grid but its currency and its definition. */
export type GridFigures = Omit<RetentionGrid, 'omitted' | 'currency' | 'definition'>;

/** From what was counted to what is told: shares with their intervals, suppression, averages. */
export function gridOf(
  cohorts: readonly CountedCohort[],
  question: RetentionQuestion,
  labelOf: (key: number) => string,
): GridFigures {
  const longest = Math.max(0, ...cohorts.map(({ values }) => values.length));
  const averages = Array.from({ length: longest }, (_, k) => averageAt(cohorts, k, question));
  return {
    cohorts: cohorts.map((cohort) => gridCohort(cohort, question, labelOf(cohort.key))),
    average: averages.map(({ value }) => value),
    averageOf: averages.map(({ members }) => members),
    columns: columnsOf(question, longest),
  };
}

function gridCohort(counted: CountedCohort, question: RetentionQuestion, cohort: string): GridCohort {
  const { size, values, of, complete } = counted;
  const isTold = of.map((members) => members >= question.suppressBelow);
  const told = <Value>(k: number, value: Value): Value | null => (isTold[k] === true ? value : null);
  const intervals = values.map((value, k) => (question.measure === 'accounts' ? told(k, wilson(value, of[k]!)) : null));
  return {
    cohort,
    size: size >= question.suppressBelow ? size : null,
    values: values.map((_, k) => told(k, of[k] === 0 ? null : figureOf(counted, k, question))),
    of: of.map((members, k) => told(k, members)),
    share: values.map((_, k) => told(k, shareOf(counted, k, question))),
    low: intervals.map((interval) => interval?.lower ?? null),
    high: intervals.map((interval) => interval?.upper ?? null),
    complete: [...complete],
  };
}

function figureOf({ values, of }: CountedCohort, k: number, { measure }: RetentionQuestion): number {
  return measure === 'accounts' || measure === 'revenue' ? values[k]! : values[k]! / of[k]!;
}

function shareOf({ values, of, base }: CountedCohort, k: number, { measure }: RetentionQuestion): number | null {
  if (measure === 'accounts') return of[k] === 0 ? null : values[k]! / of[k]!;
  if (measure === 'revenue' && base !== null && base[k]! > 0) return values[k]! / base[k]!;
  return null;
}

/** Unfinished and suppressed cells are in no average. */
function isAveraged(cohort: CountedCohort, k: number, { suppressBelow }: RetentionQuestion): boolean {
  return cohort.complete[k] === true && cohort.of[k]! >= Math.max(1, suppressBelow);
}

function averageAt(
  cohorts: readonly CountedCohort[],
  k: number,
  question: RetentionQuestion,
): { value: number | null; members: number } {
  const counted = cohorts.filter((cohort) => isAveraged(cohort, k, question));
  const sum = (value: (cohort: CountedCohort) => number): number =>
    counted.reduce((total, cohort) => total + value(cohort), 0);
  const members = sum((cohort) => cohort.of[k]!);
  if (question.average === 'simple') {
    const each = counted
      .map((cohort) =>
        question.measure === 'accounts' || question.measure === 'revenue'
          ? shareOf(cohort, k, question)
          : figureOf(cohort, k, question),
      )
      .filter((value) => value !== null);
    return { value: each.length === 0 ? null : each.reduce((total, value) => total + value, 0) / each.length, members };
  }
  const weight = question.measure === 'revenue' ? sum((cohort) => cohort.base?.[k] ?? 0) : members;
  return { value: weight === 0 ? null : sum((cohort) => cohort.values[k]!) / weight, members };
}

/** `0`, `1`, `2` …; for brackets of 1 and 3 periods `0`, `1-3`. */
function columnsOf({ mode, brackets }: RetentionQuestion, longest: number): string[] {
  if (mode !== 'bracket') return Array.from({ length: longest }, (_, k) => String(k));
  let from = 0;
  return brackets.slice(0, longest).map((length) => {
    const first = from;
    from += length;
    return length === 1 ? String(first) : `${first}-${from - 1}`;
  });
}
