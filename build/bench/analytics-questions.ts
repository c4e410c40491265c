import type { ContractClient } from '../../shared/contract/index.ts';
import { usageStart } from './usage-file.ts';

/** Numbers that every engine must give alike, in one order. */
export type Figures = readonly number[];

/** One question, asked of the product as pages ask it and of the others in SQL. */
export type BenchQuestion = {
  readonly what: string;
  /** How many times faster than DuckDB it is to be; null = told only. */
  readonly goal: number | null;
  /** @param segment id of the saved segment of enterprise accounts */
  ours(client: ContractClient, segment: number): Promise<Figures>;
  duckdb: string;
  /** SQLite's own words, where they differ. */
  sqlite: string;
  /** Rows of either as figures. */
  figures(rows: readonly (readonly unknown[])[]): Figures;
};

const funnelSteps = ['login', 'create_project', 'comment', 'export_report'] as const;
const windowDays = 14;
const trailingDays = 28;
const web = { events: [], where: [{ property: 'platform', operator: 'is' as const, values: ['web'] }] };

/** The grid as cohort, period, members, with every cell that has anybody. */
function gridFigures(rows: readonly (readonly unknown[])[]): Figures {
  return rows.flatMap((row) => row.map(Number));
}

async function retention(client: ContractClient, scope: object): Promise<Figures> {
  const { cohorts } = await client.cohorts.retention(scope);
  return cohorts.flatMap(({ cohort, values }) => {
    const month = (Number(cohort.slice(0, 4)) - 1970) * 12 + Number(cohort.slice(5, 7)) - 1;
    return values.flatMap((value, k) => (value === null || value === 0 ? [] : [month, k, value]));
  });
}

async function funnel(client: ContractClient, where: (typeof web)['where'], segment: number | null): Promise<Figures> {
  const { steps } = await client.funnels.run({
    steps: funnelSteps.map((event) => ({ events: [event], where })),
    windowSeconds: windowDays * 86_400,
    segment,
  });
  return steps.map(({ count }) => count);
}

async function daily(client: ContractClient, scope: object): Promise<Figures> {
  const { series } = await client.engagement.stickiness({ interval: 'day', window: trailingDays, ...scope });
  return series.flatMap(({ active, trailing }) => [active, trailing]);
}

type Dialect = {
  /** Months since 1970 of a row of events. */
  readonly month: string;
  readonly day: string;
  readonly seconds: string;
  readonly events: string;
};
const duckdb: Dialect = {
  month: "datediff('month', DATE '1970-01-01', ts)",
  day: "datediff('day', DATE '1970-01-01', ts)",
  seconds: 'epoch(ts)::BIGINT',
  events: 'events',
};
const sqlite: Dialect = {
  // Looked up: SQLite's own functions of dates would take ten times as long.
  month: '(SELECT month FROM months WHERE months.day = ts / 86400)',
  day: 'ts / 86400',
  seconds: 'ts',
  events: 'events',
};
const only = (dialect: Dialect): Dialect => ({
  ...dialect,
  events:
    "(SELECT * FROM events WHERE platform = 'web' AND account IN (SELECT account FROM accounts WHERE tier = 'enterprise'))",
});

const retentionSql = ({ month, events }: Dialect): string => `
  WITH active AS (SELECT DISTINCT account, ${month} AS month FROM ${events}),
    cohort AS (SELECT account, min(month) AS first FROM active GROUP BY account)
  SELECT first, month - first AS k, count(*) FROM active JOIN cohort USING (account) GROUP BY 1, 2 ORDER BY 1, 2`;

/** For each event the latest first step from which the steps before it were reached: the one whose window ends last. */
const funnelSql = ({ seconds, events }: Dialect): string => {
  const names = funnelSteps.map((name) => `'${name}'`);
  const running = 'OVER (PARTITION BY account ORDER BY moment ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)';
  const inWindow = (begun: string): string => `moment <= ${begun} + ${windowDays * 86_400}`;
  return `
  WITH step0 AS (SELECT account, event, ${seconds} AS moment FROM ${events} WHERE event IN (${names.join(', ')})),
    step1 AS (SELECT *, max(CASE WHEN event = ${names[0]} THEN moment END) ${running} AS begun1 FROM step0),
    step2 AS (SELECT *, max(CASE WHEN event = ${names[1]} AND ${inWindow('begun1')} THEN begun1 END) ${running} AS begun2 FROM step1),
    step3 AS (SELECT *, max(CASE WHEN event = ${names[2]} AND ${inWindow('begun2')} THEN begun2 END) ${running} AS begun3 FROM step2)
  SELECT count(DISTINCT CASE WHEN event = ${names[0]} THEN account END),
    count(DISTINCT CASE WHEN event = ${names[1]} AND ${inWindow('begun1')} THEN account END),
    count(DISTINCT CASE WHEN event = ${names[2]} AND ${inWindow('begun2')} THEN account END),
    count(DISTINCT CASE WHEN event = ${names[3]} AND ${inWindow('begun3')} THEN account END)
  FROM step3`;
};

/** The same by joins with the nearest earlier step, which DuckDB answers in half the time. */
const funnelByJoins = ({ seconds, events }: Dialect): string => {
  const names = funnelSteps.map((name) => `'${name}'`);
  const later = names.slice(1).map(
    (name, index) => `
    step${index + 2} AS (SELECT used.account, used.moment, before.begun FROM used ASOF JOIN step${index + 1} AS before
      ON used.account = before.account AND used.moment > before.moment
      WHERE used.event = ${name} AND used.moment <= before.begun + ${windowDays * 86_400})`,
  );
  return `
  WITH used AS (SELECT account, event, ${seconds} AS moment FROM ${events} WHERE event IN (${names.join(', ')})),
    step1 AS (SELECT account, moment, moment AS begun FROM used WHERE event = ${names[0]}),${later.join(',')}
  SELECT ${names.map((_, index) => `(SELECT count(DISTINCT account) FROM step${index + 1})`).join(', ')}`;
};

/** Each active day counts for the days after it until the next one takes over. */
const dailySql = ({ day, events }: Dialect, least: string): string => `
  WITH active AS (SELECT DISTINCT account, ${day} AS day FROM ${events}),
    stays AS (SELECT day, lead(day) OVER (PARTITION BY account ORDER BY day) AS next FROM active),
    changes AS (
      SELECT day, count(*) AS active, count(*) AS change FROM stays GROUP BY day
      UNION ALL
      SELECT ${least}(day + ${trailingDays}, coalesce(next, day + ${trailingDays})), 0, -count(*) FROM stays GROUP BY 1
    )
  SELECT day, sum(active), sum(change) FROM changes GROUP BY day ORDER BY day`;

/** Days without a change are filled in, those after the last event left out. */
function dailyFigures(rows: readonly (readonly unknown[])[]): Figures {
  const firstDay = usageStart / 86_400;
  const figures: number[] = [];
  const changes = new Map(
    rows.map(([day, active, change]) => [Number(day), { active: Number(active), change: Number(change) }]),
  );
  const last = Math.max(...[...changes].filter(([, { active }]) => active > 0).map(([day]) => day));
  let trailing = 0;
  for (let day = firstDay; day <= last; day++) {
    trailing += changes.get(day)?.change ?? 0;
    figures.push(changes.get(day)?.active ?? 0, trailing);
  }
  return figures;
}

const filtered = 'web events of enterprise accounts';

export const benchQuestions: readonly BenchQuestion[] = [
  {
    what: 'monthly retention grid',
    goal: 10,
    ours: (client) => retention(client, {}),
    duckdb: retentionSql(duckdb),
    sqlite: retentionSql(sqlite),
    figures: gridFigures,
  },
  {
    what: `four-step ordered funnel, ${windowDays} days`,
    goal: 12,
    ours: (client) => funnel(client, [], null),
    duckdb: funnelByJoins(duckdb),
    sqlite: funnelSql(sqlite),
    figures: gridFigures,
  },
  {
    what: `daily active + ${trailingDays}-day stickiness`,
    goal: 10,
    ours: (client) => daily(client, {}),
    duckdb: dailySql(duckdb, 'least'),
    sqlite: dailySql(sqlite, 'min'),
    figures: dailyFigures,
  },
];

/** The same questions, narrowed by a property of the events and a segment; in the same order. */
export const narrowedQuestions: readonly BenchQuestion[] = [
  {
    what: `retention, ${filtered}`,
    goal: null,
    ours: (client, segment) => retention(client, { start: web, return: web, segment }),
    duckdb: retentionSql(only(duckdb)),
    sqlite: retentionSql(only(sqlite)),
    figures: gridFigures,
  },
  {
    what: `funnel, ${filtered}`,
    goal: null,
    ours: (client, segment) => funnel(client, web.where, segment),
    duckdb: funnelByJoins(only(duckdb)),
    sqlite: funnelSql(only(sqlite)),
    figures: gridFigures,
  },
  {
    what: `daily, ${filtered}`,
    goal: null,
    ours: (client, segment) => daily(client, { activity: web, segment }),
    duckdb: dailySql(only(duckdb), 'least'),
    sqlite: dailySql(only(sqlite), 'min'),
    figures: dailyFigures,
  },
];
