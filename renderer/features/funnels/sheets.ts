import type { ExportedSheet, FunnelResult } from '../../../shared/contract/index.ts';
import type { PeriodNames } from '../../ui/chart-periods.ts';
import type { CurveAnswer } from './curve.tsx';
import { droppedBefore } from './steps.ts';
import type { TrendAnswer } from './trend.tsx';

/** The words of the tables, in the language of the page. */
export type SheetWords = {
  readonly t: (
    key:
      | 'sheetSteps'
      | 'groupsTitle'
      | 'sheetCurve'
      | 'sheetTrend'
      | 'step'
      | 'event'
      | 'reached'
      | 'dropped'
      | 'overall'
      | 'low'
      | 'high'
      | 'relative'
      | 'medianSeconds'
      | 'p90Seconds'
      | 'group'
      | 'converted'
      | 'convertedCount'
      | 'againstOthers'
      | 'entered'
      | 'period'
      | 'secondsSince'
      | 'atRisk',
  ) => string;
  readonly stepName: (event: string) => string;
  readonly groupName: (group: { value: string | null; rest: boolean }) => string;
  readonly testWords: (group: FunnelResult['groups'][number]) => string;
};

/** The funnel as it stands on the page: steps, then groups. */
export function funnelSheets(result: FunnelResult, { t, stepName, groupName, testWords }: SheetWords): ExportedSheet[] {
  const steps: ExportedSheet = {
    name: t('sheetSteps'),
    columns: [
      t('step'),
      t('event'),
      t('reached'),
      t('dropped'),
      t('overall'),
      t('low'),
      t('high'),
      t('relative'),
      t('medianSeconds'),
      t('p90Seconds'),
    ],
    rows: result.steps.map((step, index) => [
      index + 1,
      stepName(step.event),
      step.count,
      droppedBefore(result.steps, index),
      step.overall,
      step.interval?.low ?? null,
      step.interval?.high ?? null,
      step.relative,
      step.medianSeconds,
      step.p90Seconds,
    ]),
  };
  if (result.groups.length === 0) return [steps];
  const groups: ExportedSheet = {
    name: t('groupsTitle'),
    columns: [
      t('group'),
      ...result.steps.map((step, index) => `${index + 1}. ${stepName(step.event)}`),
      t('converted'),
      t('low'),
      t('high'),
      'q',
      t('againstOthers'),
    ],
    rows: result.groups.map((group) => {
      const last = group.steps.at(-1);
      return [
        groupName(group),
        ...group.steps.map(({ count }) => count),
        last?.overall ?? null,
        last?.interval?.low ?? null,
        last?.interval?.high ?? null,
        group.test?.q ?? null,
        testWords(group),
      ];
    }),
  };
  return [steps, groups];
}

export function curveSheet({ points }: CurveAnswer, { t }: SheetWords): ExportedSheet {
  return {
    name: t('sheetCurve'),
    columns: [t('secondsSince'), t('converted'), t('low'), t('high'), t('atRisk')],
    rows: points.map(({ seconds, converted, low, high, atRisk }) => [seconds, converted, low, high, atRisk]),
  };
}

export function trendSheet({ periods }: TrendAnswer, names: readonly PeriodNames[], { t }: SheetWords): ExportedSheet {
  return {
    name: t('sheetTrend'),
    columns: [t('period'), t('entered'), t('convertedCount'), t('converted'), t('low'), t('high')],
    rows: periods.map((row, place) => [
      names[place]?.long ?? '',
      row.entered,
      row.converted,
      row.share,
      row.interval?.low ?? null,
      row.interval?.high ?? null,
    ]),
  };
}
