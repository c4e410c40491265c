import { z } from 'zod';
import { localChange } from './changes.ts';
import { bilingual, day, instant, money, pageInput, procedure } from './common.ts';
import { answerDefinition } from './questions.ts';

/** What can be new of an account. */
export const newsKinds = ['score', 'ticket', 'cliff', 'contact', 'renewal', 'task'] as const;
export type NewsKind = (typeof newsKinds)[number];

/** Since when: the last visit to home, so many days before the last day of data, or a day. */
export const homeSince = z.discriminatedUnion('of', [
  z.object({ of: z.literal('visit') }),
  z.object({ of: z.literal('days'), days: z.number().int().min(1).max(366) }),
  z.object({ of: z.literal('day'), day }),
]);
export type HomeSince = z.infer<typeof homeSince>;

export const newsItem = z.object({
  kind: z.enum(newsKinds),
  /** What makes it new: a line that was seen comes back with a key that was not seen. */
  key: z.string(),
  /** The day on which it happened, or will. */
  day: day.nullable(),
  isBad: z.boolean(),
  text: bilingual,
  /** Why, and the figures behind it; largest first. */
  details: z.array(bilingual),
  /** Of a task: the task. */
  taskId: z.number().int().nullable(),
});
export type NewsItem = z.infer<typeof newsItem>;

export const homeRow = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  segment: z.string().nullable(),
  annualRevenue: money.nullable(),
  probability: z.number().nullable(),
  before: z.number().nullable(),
  change: z.number().nullable(),
  renewalDay: day.nullable(),
  /**
   * What the line is ranked by, in the base currency: annual revenue × change of the probability (`score`), or × the weight
   * of its gravest news where no change is known (`weight`). Null amount: no revenue, or no rate for its currency.
   */
  rank: z.object({ by: z.enum(['score', 'weight']), weight: z.number(), amount: money.nullable() }),
  /** The gravest first. */
  news: z.array(newsItem).min(1),
  /** seen: all of it was marked as seen; decided: watched or dismissed on this data. Such lines are left out unless asked for. */
  hidden: z.enum(['seen', 'decided']).nullable(),
});
export type HomeRow = z.infer<typeof homeRow>;

/** News that belongs to no single account: an import with findings, a source that fell silent, a task without an account. */
export const homeNotice = z.object({
  kind: z.enum(['import', 'source', 'task']),
  key: z.string(),
  day: day.nullable(),
  text: bilingual,
  /** The import or the task. */
  id: z.number().int().nullable(),
  isSeen: z.boolean(),
});
export type HomeNotice = z.infer<typeof homeNotice>;

const count = z.number().int();

export const homeAnswer = z.object({
  since: z.object({
    of: z.enum(['visit', 'first-visit', 'days', 'day']),
    /** When home was left; null for days. */
    at: instant.nullable(),
    /** What happened after this day of the data is new. */
    from: day,
  }),
  asOf: day,
  today: day,
  /** Customers; 0 = there is no data. */
  accounts: count,
  scores: z.object({ asOf: day, scoredAt: instant, before: day.nullable(), horizonDays: count }).nullable(),
  totals: z.object({
    /** Sum of probability × annual revenue over the customers with a score, an entry a currency. */
    atRisk: z.array(money),
    scored: count,
    /** The same accounts at both times, both at today's revenue, in the base currency; null where no earlier score is known. */
    compared: z.object({ then: money, now: money, accounts: count }).nullable(),
    rose: count,
    fell: count,
    renewals: z.object({ accounts: count, amounts: z.array(money) }),
    tasks: z.object({ overdue: count, today: count }),
  }),
  /** Lines with such news, whatever kinds are asked for; hidden ones aside. */
  kinds: z.record(z.enum(newsKinds), count),
  owners: z.array(z.object({ value: z.string(), count })),
  notices: z.array(homeNotice),
  rows: z.array(homeRow),
  total: count,
  /** Lines left out because they were seen or decided on. */
  hidden: count,
  next: z.string().nullable(),
  /** The rule behind each kind of news. */
  rules: z.array(z.object({ kind: z.enum([...newsKinds, 'import', 'source', 'rank']), words: bilingual })),
  definition: answerDefinition,
});
export type HomeAnswer = z.infer<typeof homeAnswer>;

export const homeQuestion = z.object({
  since: homeSince.default({ of: 'visit' }),
  /** None: all. */
  kinds: z.array(z.enum(newsKinds)).default([]),
  owner: z.array(z.string()).default([]),
  /** Only accounts and tasks of the person of the settings. */
  mine: z.boolean().default(false),
  direction: z.enum(['rose', 'fell']).optional(),
  showHidden: z.boolean().default(false),
});
export type HomeQuestion = z.output<typeof homeQuestion>;

export const homeContract = {
  /** What changed, an account a line, those with the most revenue × change of probability first. */
  changed: procedure.input(z.object({ ...homeQuestion.shape, ...pageInput }).prefault({})).output(homeAnswer),
  /** Told by the page when home is on the screen. A sitting ends when home was not on the screen for four hours. */
  look: procedure.output(z.object({ sitting: count })),
  /** "I have seen this": from now on only what comes later is new. */
  close: procedure.output(z.object({ change: localChange })),
  /** Puts lines out of sight until something new is told of them. */
  seen: procedure
    .input(
      z.object({
        subjects: z
          .array(
            z.object({
              /** Null for a notice. */
              accountId: z.string().nullable(),
              name: z.string().max(400),
              keys: z.array(z.string().max(400)).min(1).max(100),
            }),
          )
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ change: localChange })),
};
