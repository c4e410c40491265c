import { z } from 'zod';
import { bilingual, day, instant, jobId, procedure } from './common.ts';
import { metricWithInterval, modelCard } from './models.ts';

/** How a column was divided when the model learned, and how it is now. */
export const driftFigures = z.object({
  psi: z.number(),
  /** 99 % of the indices that chance alone gives to so many accounts lie at or below it. */
  edge: z.number(),
  /** Of the latest days learned from, the index of that which differed most from all others; null where that is not known. */
  usual: z.number().nullable(),
  /** Chance that any feature at all would stand out so much without drift. */
  corrected: z.number(),
  /**
   * within: chance explains it, or the difference between any two days. small: real, and too small to matter (below 0.1). single: beyond its own band, and no
   * wonder among so many features. moved: 0.1 to 0.25. shifted: 0.25 and more.
   */
  verdict: z.enum(['within', 'small', 'single', 'moved', 'shifted']),
  /** Lower edges of the bins but the first; empty for a category. */
  edges: z.array(z.number()),
  /** Shares of all accounts; a bin of missing values is the last one where `hasMissing`. */
  then: z.array(z.number()),
  now: z.array(z.number()),
  hasMissing: z.boolean(),
  missing: z.object({
    then: z.number(),
    now: z.number(),
    /** At least 5 points, and more than chance gives to so many features. */
    isNotable: z.boolean(),
  }),
  /** Accounts whose category was not there when the model learned; null where the feature is no category. */
  unseen: z.number().int().nullable(),
});
export type DriftFigures = z.infer<typeof driftFigures>;

export const driftFeature = driftFigures.extend({
  name: z.string(),
  theme: z.string(),
  unit: z.string(),
  description: bilingual,
  /** Its part in all that moves the scores, 0 to 1; null where that is not known. */
  importance: z.number().nullable(),
});
export type DriftFeature = z.infer<typeof driftFeature>;

/**
 * steady: nothing moved beyond chance and 0.1. watch: a feature has. alarm: the scores have moved, or features have shifted
 * that together hold a tenth of what moves the scores.
 */
export const driftVerdict = z.enum(['steady', 'watch', 'alarm', 'no-reference', 'no-customers']);
export type DriftVerdict = z.infer<typeof driftVerdict>;

export const driftReport = z.object({
  runId: z.number().int(),
  asOf: day,
  scoredAt: instant,
  dataVersion: z.number().int(),
  verdict: driftVerdict,
  /** The verdict in words, with what it rests on. */
  why: bilingual,
  /** Accounts scored, and accounts of one day of the time that it is held against. */
  accounts: z.number().int(),
  accountsThen: z.number().int(),
  /** The day whose scores of the same model those of now are held against; null where it has scored no other day. */
  scoresThen: day.nullable(),
  score: driftFigures.nullable(),
  /** The most important first. */
  features: z.array(driftFeature),
});
export type DriftReport = z.infer<typeof driftReport>;

export const driftAnswer = z.object({
  /** Null where there is no model. */
  model: modelCard
    .pick({ id: true, name: true, status: true, target: true, origin: true, horizonDays: true })
    .nullable(),
  /** no-scores: it has not scored. not-computed: it scored before drift was looked at, or not as of the end of the data. */
  state: z.enum(['no-model', 'no-scores', 'not-computed', 'ready']),
  /** The state in words where there is no report. */
  why: bilingual,
  report: driftReport.nullable(),
  /** Earlier reports of the same model, latest first. */
  history: z.array(
    z.object({
      asOf: day,
      verdict: driftVerdict,
      scorePsi: z.number().nullable(),
      /** How many features had moved or shifted. */
      features: z.number().int(),
    }),
  ),
});
export type DriftAnswer = z.infer<typeof driftAnswer>;

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Scores against what came of them: those of one run, or of all together. */
export const realisedFigures = z.object({
  accounts: z.number().int(),
  /** Accounts with the outcome; in all runs together each separate departure counts once more in `departures`. */
  observed: z.number().int(),
  /** Sum of the probabilities. */
  expected: z.number(),
  departures: z.number().int(),
  /** Share with the outcome, with Wilson's interval; the mean probability beside it. */
  rate: metricWithInterval,
  meanProbability: z.number(),
  /** Observed / expected: of one run with the exact Poisson interval, of several drawn by account. */
  ratio: interval.nullable(),
  /** Compares only accounts of the same day. */
  auc: metricWithInterval,
  brier: z.number().nullable(),
  /** Against saying the same share to everybody: that of the time learned from, or where it is not known that of these accounts. */
  brierSkill: z.number().nullable(),
  /** Calibration in the large (0 is right, below 0 too high) and slope (1 is right, below 1 too extreme). */
  intercept: metricWithInterval,
  slope: metricWithInterval,
});
export type RealisedFigures = z.infer<typeof realisedFigures>;

export const realisedRun = realisedFigures.extend({
  /** `2026-03`: of the runs of a month the last one counts. */
  month: z.string(),
  asOf: day,
  scoredAt: instant,
});

export type RealisedRun = z.infer<typeof realisedRun>;

/** A run whose outcomes are not all known yet. */
export const openRun = z.object({
  asOf: day,
  accounts: z.number().int(),
  /** Of how many the outcome has come already, and of how many it may still. */
  happened: z.number().int(),
  open: z.number().int(),
  expected: z.number(),
  /** When all are known at the latest: run day, horizon, and the days after which an end counts as one. */
  settlesOn: day,
});

export type OpenRun = z.infer<typeof openRun>;

export const realisedAnswer = z.object({
  model: driftAnswer.shape.model,
  /** not-enough: fewer departures than tell anything; the figures are there, without a verdict. */
  state: z.enum(['no-model', 'no-scores', 'nothing-settled', 'not-enough', 'ready']),
  verdict: z.enum(['as-promised', 'worse', 'off-level']).nullable(),
  why: bilingual,
  /** By which scores and which rule this is judged. */
  rule: bilingual,
  runs: z.array(realisedRun),
  together: realisedFigures.nullable(),
  open: z.array(openRun),
  /** Runs that do not count, since the model had learned from what came of them. */
  leftOut: z.number().int(),
  /** AUC of the model's own test, to compare with. */
  promised: metricWithInterval.nullable(),
  dataUntil: day.nullable(),
  dataVersion: z.number().int(),
});
export type RealisedAnswer = z.infer<typeof realisedAnswer>;

export const retrainingPlan = z.enum(['never', 'monthly', 'quarterly', 'on-alarm']);
export type RetrainingPlan = z.infer<typeof retrainingPlan>;

export const scheduleAnswer = z.object({
  plan: retrainingPlan,
  /** The day from which on it is due; null where nothing is planned by day. */
  nextDue: day.nullable(),
  /** What it waits for, or why it is due, in words. */
  why: bilingual,
  /** The training that the schedule started last. */
  last: z.object({ at: instant, jobId, why: bilingual }).nullable(),
});
export type ScheduleAnswer = z.infer<typeof scheduleAnswer>;

const ofModel = z.object({ model: z.string().optional() }).default({});

export const modelWatchContract = {
  /** How far the book has moved away from what a model learned from, as of its last scoring; without an id the model in use. */
  drift: procedure.input(ofModel).output(driftAnswer),
  /** What came of a model's scores. */
  realised: procedure.input(ofModel).output(realisedAnswer),
  /** When the churn model is trained anew by itself. */
  schedule: procedure.output(scheduleAnswer),
  setSchedule: procedure.input(z.object({ plan: retrainingPlan })).output(scheduleAnswer),
};
