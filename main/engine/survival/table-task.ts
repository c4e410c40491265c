import type { TableCurve, TableStudy, TableStudyQuestion } from '../../../shared/contract/index.ts';
import type { SurvivalCurve } from '../../stats/index.ts';
import { readAnyTable } from '../tables/index.ts';
import type { TableStudyResult } from '../tables/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { tableSurvival } from './table.ts';
import type { TableCox } from './table.ts';

type StudyCox = NonNullable<Extract<TableStudy, { about: 'survival' }>['cox']>;

export type TableSurvivalInput = {
  readonly task: 'table-survival';
  readonly path: string;
  readonly name: string;
  readonly question: Extract<TableStudyQuestion, { about: 'survival' }>;
};

/** Reads a file and follows its rows; in its own thread. */
export async function tableSurvivalTask(
  { path, name, question }: TableSurvivalInput,
  context: WorkContext,
): Promise<TableStudyResult> {
  context.progress(0, { key: 'table-reading', values: {} });
  const table = await readAnyTable(path, name, () => context.shouldStop());
  context.progress(0.3, { key: 'table-fitting', values: {} });
  const { duration, event, positive, group, covariates, entry } = question;
  const answer = tableSurvival(table, {
    shouldStop: () => context.shouldStop(),
    duration,
    event,
    covariates,
    ...(positive === undefined ? {} : { positive }),
    ...(group === undefined ? {} : { group }),
    ...(entry === undefined ? {} : { entry }),
  });
  const curves = [{ group: null, curve: answer.overall }, ...answer.groups];
  return {
    study: {
      about: 'survival',
      file: name,
      rows: answer.rows,
      notes: answer.notes,
      duration,
      curves: curves.map(({ group: named, curve }) => curveOf(named, curve)),
      logRank: answer.logRank && {
        chiSquared: answer.logRank.chiSquared,
        degrees: answer.logRank.degrees,
        p: answer.logRank.p,
      },
      cox: answer.cox && coxOf(answer.cox),
    },
    sheet: {
      columns: ['group', duration, 'at_risk', 'events', 'survival', 'lower', 'upper'],
      rows: curves.flatMap(({ group: named, curve }) =>
        curve.timeline.map((point) => [
          named,
          point.time,
          point.atRisk,
          point.events,
          point.survival,
          point.lower,
          point.upper,
        ]),
      ),
    },
  };
}

/** Of all curves together, so that a chart stays one. */
const mostPoints = 300;

function curveOf(group: string | null, curve: SurvivalCurve): TableCurve {
  const { timeline, subjects, events, median, medianLower, medianUpper } = curve;
  const step = Math.max(1, timeline.length / mostPoints);
  const points = timeline.filter(
    (_, place) => place === timeline.length - 1 || Math.floor(place / step) !== Math.floor((place - 1) / step),
  );
  return {
    group,
    subjects,
    events,
    median,
    medianLower,
    medianUpper,
    points: points.map(({ time, atRisk, survival, lower, upper }) => ({ time, atRisk, survival, lower, upper })),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function coxOf({ subjects, events, concordance, covariates, proportionality }: TableCox): StudyCox {
  return {
    subjects,
    events,
    concordance,
    covariates: covariates.map(({ name, ratio, lower, upper, p }) => ({
      name,
      ratio: finite(ratio),
      lower: finite(lower),
      upper: finite(upper),
      p,
      proportionalP: proportionality.find((test) => test.name === name)?.p ?? null,
    })),
  };
}
