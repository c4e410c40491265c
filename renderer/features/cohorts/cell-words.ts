import { useMemo } from 'react';
import type { RetentionGrid, RetentionQuestion } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { figureAt, isShareMeasure } from './grid.ts';
import type { Cohort, Show } from './grid.ts';
import { messages } from './messages.ts';

/** Everything of a grid in words: the heat map, its picture, its curve and its exports say the same. */
export type CellWords = {
  readonly cohort: (label: string) => string;
  /** `M3`, `M4-6`. */
  readonly column: (index: number) => string;
  /** `month 3`, `months 4-6`. */
  readonly columnLong: (index: number) => string;
  /** A figure of the measure, without a star. */
  readonly figure: (value: number | null, digits?: number) => string;
  /** What stands in a cell, star included. */
  readonly cell: (cohort: Cohort, index: number) => string;
  /** The whole cell in a sentence. */
  readonly cellLong: (cohort: Cohort, index: number) => string;
  readonly average: (index: number, digits?: number) => string;
};

export function useCellWords(grid: RetentionGrid, question: RetentionQuestion, show: Show): CellWords {
  const t = useMessages(messages);
  const format = useFormat();
  return useMemo(() => {
    const { measure, period, periods, cohortBy, suppressBelow } = question;
    const unit = periods === 'contract' ? 'term' : period;
    const isShare = isShareMeasure(measure);
    const currency = grid.currency ?? 'XXX';
    const amount = (value: number | null): string => {
      if (measure === 'accounts') return format.integer(value);
      if (measure === 'revenue') return format.moneyCompact(value === null ? null : { minor: value, currency });
      // Three figures say enough of a mean.
      return format.decimal(value, value === null || value >= 100 ? 0 : value >= 10 ? 1 : 2);
    };
    const figure = (value: number | null, digits = 0): string =>
      isShare && show === 'share' ? format.percent(value, digits) : amount(value);
    const cohortName = (label: string): string => {
      if (label === '' && cohortBy !== null) return t('noValue');
      if (cohortBy === 'term') return t('months', { count: Number(label) });
      if (cohortBy !== null) return label;
      return format.period(label);
    };
    const columnLong = (index: number): string => t(`indexLong_${unit}`, { index: grid.columns[index] ?? index });
    const cell = (cohort: Cohort, index: number): string => {
      if (cohort.of[index] === null) return '·';
      if (cohort.of[index] === 0) return '–';
      const star = cohort.complete[index] === true ? '' : '*';
      return `${figure(figureAt(cohort, index, measure, show))}${star}`;
    };
    return {
      cohort: cohortName,
      column: (index) => t(`index_${unit}`, { index: grid.columns[index] ?? index }),
      columnLong,
      figure,
      cell,
      cellLong(cohort, index) {
        const place = { cohort: cohortName(cohort.cohort), index: columnLong(index) };
        const of = cohort.of[index] ?? null;
        if (of === null) return t('cellSuppressed', { ...place, least: suppressBelow });
        if (of === 0) return t('cellUnknown', place);
        const value = cohort.values[index] ?? null;
        const share = cohort.share[index] ?? null;
        // The name holds the text of the cell as it stands, so that speaking what one sees finds the cell.
        const shown = cell(cohort, index);
        const said = {
          ...place,
          count: show === 'count' || !isShare ? shown : amount(value),
          size: format.integer(of),
          share: show === 'share' ? shown : format.percent(share),
        };
        const low = cohort.low[index] ?? null;
        const high = cohort.high[index] ?? null;
        const sentence = t(`cellLabel_${measure}`, said);
        const interval =
          low === null || high === null
            ? ''
            : t('cellInterval', { low: format.percent(low), high: format.percent(high) });
        const unfinished = cohort.complete[index] === true ? '' : t('cellIncomplete');
        return `${sentence}${interval}${unfinished}`;
      },
      average(index, digits = 0) {
        const value = grid.average[index] ?? null;
        return isShare ? format.percent(value, digits) : amount(value);
      },
    };
  }, [grid, question, show, t, format]);
}
