import { z } from 'zod';
import { localChange } from './changes.ts';
import { bilingual, day, grant, instant, pageInput, procedure, startedJob } from './common.ts';
import { healthDefinition } from './health-definition.ts';
import { metricWithInterval } from './models.ts';

export const healthBandNames = ['red', 'amber', 'green'] as const;
export const healthBandName = z.enum(healthBandNames);
export type HealthBandName = z.infer<typeof healthBandName>;

/** Lower edges of amber and green; each belongs to the band that it opens. */
export const healthEdges = { amber: 50, green: 75 } as const;
/** A score, and a pillar, needs so much of its weight present. */
export const healthLeastCoverage = 0.5;
export const healthMostExceptions = 5;
/** A person's pulse counts for so many days. */
export const healthPulseDays = 90;
/** The measure that is a person's own judgement, from 0 to 100. */
export const healthPulseMeasure = 'pulse';

const number = z.number().finite();

/** Something in a definition that cannot be. `at`: the place, e.g. `pillars.0.measures.2.scale`. */
export const healthProblem = z.object({ at: z.string(), words: bilingual });
export type HealthProblem = z.infer<typeof healthProblem>;

export const healthVersion = z.object({
  id: z.number().int().positive(),
  number: z.number().int().positive(),
  name: z.string(),
  note: z.string(),
  /** draft: never published; in-force: scores the book now; planned: from its effective day; retired: did once. */
  state: z.enum(['draft', 'in-force', 'planned', 'retired']),
  createdAt: instant,
  updatedAt: instant,
  /** Of the last time that it was published. */
  publishedAt: instant.nullable(),
  effectiveDay: day.nullable(),
});
export type HealthVersion = z.infer<typeof healthVersion>;

export const healthPublication = z.object({
  id: z.number().int().positive(),
  versionId: z.number().int().positive(),
  number: z.number().int().positive(),
  name: z.string(),
  what: z.enum(['published', 'rolled-back']),
  publishedAt: instant,
  effectiveDay: day,
  note: z.string(),
  by: z.string().nullable(),
});
export type HealthPublication = z.infer<typeof healthPublication>;

/** The measures of all customers as they were last computed. */
export const healthSnapshot = z.object({
  asOf: day,
  dataVersion: z.number().int(),
  computedAt: instant,
  customers: z.number().int(),
  /** Whether another import has been committed or undone since. */
  outdated: z.boolean(),
});
export type HealthSnapshot = z.infer<typeof healthSnapshot>;

const fiveNumbers = z.object({ p5: number, p25: number, p50: number, p75: number, p95: number });

export const healthMeasure = z.object({
  id: z.string(),
  words: bilingual,
  unit: z.string(),
  theme: z.enum(['usage', 'support', 'people', 'money', 'contract', 'market', 'judgement']),
  missing: bilingual,
  helps: z.enum(['more', 'less']).nullable(),
  /** Share of the customers that have a value; null where nothing was computed yet. */
  share: z.number().nullable(),
  /** Of those that have one. */
  spread: fiveNumbers.nullable(),
});
export type HealthMeasure = z.infer<typeof healthMeasure>;

export const healthCounts = z.object({
  customers: z.number().int(),
  red: z.number().int(),
  amber: z.number().int(),
  green: z.number().int(),
  none: z.number().int(),
});
export type HealthCounts = z.infer<typeof healthCounts>;

export const healthMeasurePart = z.object({
  measure: z.string(),
  words: bilingual,
  unit: z.string(),
  /** Null = missing: its weight goes to the others. */
  value: z.number().nullable(),
  points: z.number().nullable(),
  /** Share of its pillar's weight that it was given; 0 where it is missing. */
  share: z.number(),
  /** Points of the total score. */
  contribution: z.number(),
});

export const healthPillarPart = z.object({
  name: z.string(),
  score: z.number().nullable(),
  coverage: z.number(),
  /** Whether it takes part: half of its weight is present. */
  counts: z.boolean(),
  /** Share of the total's weight that it was given. */
  share: z.number(),
  contribution: z.number(),
  measures: z.array(healthMeasurePart),
});
export type HealthPillarPart = z.infer<typeof healthPillarPart>;

export const healthExceptionPart = z.object({
  name: z.string(),
  words: bilingual,
  /** Holds for the account. */
  holds: z.boolean(),
  /** It is the first that holds, and changed the score or set it. */
  applied: z.boolean(),
});

/** The contributions of all pillars and the adjustment sum to the score. */
export const healthBreakdown = z.object({
  /** 0 to 100, the higher the healthier; null = no score, for less than half of the weight is present. */
  score: z.number().nullable(),
  band: healthBandName.nullable(),
  coverage: z.number(),
  /** The rules that were used; null = the main ones. */
  variant: z.string().nullable(),
  pillars: z.array(healthPillarPart),
  /** Points that an exception added or took. */
  adjustment: z.number(),
  exceptions: z.array(healthExceptionPart),
});
export type HealthBreakdown = z.infer<typeof healthBreakdown>;

const briefAccount = { id: z.string(), name: z.string() };

export const healthPreview = z.object({
  snapshot: healthSnapshot,
  counts: healthCounts,
  /** The version in force over the same book; null without one. */
  before: healthCounts.nullable(),
  /** Customers by score, twenty parts of 5 points; the last includes 100. */
  histogram: z.array(z.number().int()),
  /** Mean share of the weight that is present. */
  meanCoverage: z.number().nullable(),
  /** How many customers each set of rules scores, the main one last. */
  variants: z.array(z.object({ name: z.string().nullable(), customers: z.number().int() })),
  /** How many customers each exception of the main rules is the first to hold for. */
  exceptions: z.array(z.object({ name: z.string(), holds: z.number().int() })),
  /** Against the version in force: the largest moves, and how many change their band. */
  movers: z.array(z.object({ ...briefAccount, before: z.number().nullable(), after: z.number().nullable() })),
  changedBand: z.number().int().nullable(),
  /** Spread over the scores from the lowest to the highest. */
  samples: z.array(z.object({ ...briefAccount, breakdown: healthBreakdown })),
});
export type HealthPreview = z.infer<typeof healthPreview>;

export const healthPulse = z.object({
  id: z.number().int().positive(),
  accountId: z.string(),
  value: z.number(),
  note: z.string(),
  by: z.string().nullable(),
  givenAt: instant,
  expiresAt: instant,
  expired: z.boolean(),
});
export type HealthPulse = z.infer<typeof healthPulse>;

export const healthSeries = z.object({
  /** live: as it was scored then; rescored: the past by a version that came later. */
  kind: z.enum(['live', 'rescored']),
  versionNumber: z.number().int(),
  points: z.array(z.object({ day, score: z.number().nullable(), coverage: z.number() })),
});
export type HealthSeries = z.infer<typeof healthSeries>;

export const accountHealth = z.object({
  /** no-version: nothing is published; no-measures: nothing was computed; no-customer: no customer on that day. */
  state: z.enum(['no-version', 'no-measures', 'no-customer', 'no-score', 'scored']),
  version: healthVersion.nullable(),
  snapshot: healthSnapshot.nullable(),
  breakdown: healthBreakdown.nullable(),
  /** By version; the last one is of the version in force. */
  history: z.array(healthSeries),
  pulse: healthPulse.nullable(),
});
export type AccountHealth = z.infer<typeof accountHealth>;

export const healthDifference = z.object({ at: z.string(), words: bilingual });
export type HealthDifference = z.infer<typeof healthDifference>;

export const healthBacktestBand = z.object({
  id: z.enum([...healthBandNames, 'none']),
  renewals: z.number().int(),
  lost: z.number().int(),
  rate: metricWithInterval,
});
/** Something that could have told who leaves: the score, usage alone, the model as it was retrained month by month. */
export const healthBacktestLine = z.object({
  id: z.string(),
  name: bilingual,
  /** Chance that of an account about to leave and one that stays the first looked worse; null values where nothing can be told. */
  auc: metricWithInterval,
  /** Shares among as many accounts as `flagged` a month, the worst by it. */
  precision: metricWithInterval,
  recall: metricWithInterval,
});
export type HealthBacktestLine = z.infer<typeof healthBacktestLine>;

export const healthBacktest = z.object({
  createdAt: instant,
  dataVersion: z.number().int(),
  /** Whether another import has been committed or undone since. */
  outdated: z.boolean(),
  asOf: day,
  daysBefore: z.number().int(),
  renewals: z.number().int(),
  lost: z.number().int(),
  /** not-enough: fewer than 10 were lost; too-few-for-a-verdict: fewer than 50. */
  state: z.enum(['enough', 'too-few-for-a-verdict', 'not-enough']),
  verdict: bilingual,
  /** By the score so many days before the renewal; the last one had none. */
  bands: z.array(healthBacktestBand),
  /** First and last month end at which the lines were looked at; null without any. */
  from: day.nullable(),
  until: day.nullable(),
  months: z.number().int(),
  departures: z.number().int(),
  flagged: z.number().int(),
  lines: z.array(healthBacktestLine),
  words: bilingual,
  notes: z.array(bilingual),
});
export type HealthBacktest = z.infer<typeof healthBacktest>;

const one = z.object({ id: z.number().int().positive() });
const versionName = z.string().trim().min(1).max(120);
const note = z.string().trim().max(2_000).default('');
const changed = { change: localChange };
const versionAndChange = z.object({ version: healthVersion, ...changed });

export const healthScoresContract = {
  /** What is in force, and what the measures were computed from. */
  state: procedure.output(
    z.object({
      inForce: healthVersion.nullable(),
      snapshot: healthSnapshot.nullable(),
      /** Customers by band as they were last scored by the version in force; null until then. */
      counts: healthCounts.nullable(),
      scoredAt: instant.nullable(),
      jobId: z.number().int().nullable(),
    }),
  ),
  measures: procedure.output(z.array(healthMeasure)),
  /** How a measure's values spread over the book: equal parts between its 1st and 99th hundredth, the ends with all beyond. */
  distribution: procedure
    .input(z.object({ measure: z.string(), bins: z.number().int().min(5).max(100).default(40) }))
    .output(
      z.object({
        measure: z.string(),
        customers: z.number().int(),
        missing: z.number().int(),
        bins: z.array(z.object({ from: number, to: number, count: z.number().int() })),
      }),
    ),
  /** A definition of what this book really has. @throws not_enough_data before anything was computed, or without usable measures */
  proposal: procedure
    .input(z.object({ language: z.enum(['en', 'es']).default('en') }))
    .output(z.object({ definition: healthDefinition, left: z.array(bilingual) })),
  check: procedure.input(z.object({ definition: healthDefinition })).output(z.array(healthProblem)),
  /** The book by a definition; null with the problems, or before anything was computed. */
  preview: procedure
    .input(z.object({ definition: healthDefinition }))
    .output(z.object({ problems: z.array(healthProblem), preview: healthPreview.nullable() })),
  versions: procedure.output(z.object({ versions: z.array(healthVersion), publications: z.array(healthPublication) })),
  get: procedure.input(one).output(z.object({ version: healthVersion, definition: healthDefinition })),
  /** What changes from one version or definition to another, in words. */
  compare: procedure
    .input(z.object({ from: z.union([one, healthDefinition]), to: z.union([one, healthDefinition]) }))
    .output(z.array(healthDifference)),
  /** A draft, new or changed; drafts may have problems. @throws conflict for a published version, which never changes */
  save: procedure
    .input(
      z.object({ id: z.number().int().positive().optional(), name: versionName, note, definition: healthDefinition }),
    )
    .output(versionAndChange),
  /** A draft. @throws conflict for a published version */
  remove: procedure.input(one).output(z.object(changed)),
  /**
   * Puts a version in force from a day on, today where none is given, and scores the book by it.
   * @throws invalid_input where the definition has problems
   */
  publish: procedure
    .input(z.object({ id: z.number().int().positive(), note, effectiveDay: day.optional() }))
    .output(versionAndChange.extend({ jobId: z.number().int().nullable() })),
  /** Puts a version in force again that was before. @throws conflict where it never was, or is */
  rollBack: procedure
    .input(z.object({ id: z.number().int().positive(), note }))
    .output(versionAndChange.extend({ jobId: z.number().int().nullable() })),
  /** Computes the measures of the book as it is, and scores it by the version in force, if there is one. */
  compute: procedure.output(startedJob),
  account: procedure.input(z.object({ id: z.string() })).output(accountHealth),
  /** Customers by score as they were last scored, the lowest first; those without a score last. */
  accounts: procedure
    .input(
      z.object({
        band: z
          .enum([...healthBandNames, 'none'])
          .nullable()
          .default(null),
        ...pageInput,
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            ...briefAccount,
            score: z.number().nullable(),
            band: healthBandName.nullable(),
            coverage: z.number(),
          }),
        ),
        total: z.number().int(),
        next: z.string().nullable(),
      }),
    ),
  /** A person's judgement of an account; it replaces the one before. */
  setPulse: procedure
    .input(
      z.object({
        accountId: z.string(),
        value: z.number().min(0).max(100),
        note: z.string().trim().max(1_000).default(''),
      }),
    )
    .output(z.object({ pulse: healthPulse, ...changed })),
  removePulse: procedure.input(z.object({ accountId: z.string() })).output(z.object(changed)),
  /** Holds a definition against the past renewals of this book; the answer is `backtestOf`. @throws invalid_input */
  backtest: procedure.input(z.object({ definition: healthDefinition })).output(startedJob),
  /** The last one of this very definition; null without one. */
  backtestOf: procedure.input(z.object({ definition: healthDefinition })).output(healthBacktest.nullable()),
  /** A JSON file that `import` reads. */
  export: procedure.input(one).output(grant),
  /** Saves a draft from a file. @throws invalid_input with every sentence that says what is wrong with it */
  import: procedure.input(z.object({ grant: z.string() })).output(versionAndChange),
};
