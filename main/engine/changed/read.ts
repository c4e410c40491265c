import type { HomeAnswer, HomeQuestion, HomeRow, NewsItem, NewsKind } from '../../../shared/contract/index.ts';
import { meWords, newsKinds } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfSeconds } from '../../../shared/domain/time.ts';
import { useBook } from '../accounts/index.ts';
import type { BookRow } from '../accounts/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { Currencies } from '../currencies/index.ts';
import { scoreMoves } from '../models/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { answerDefinition, eventsUntil } from '../usage/index.ts';
import { byTheMonth, addCliffs, addContacts, addRenewals, addScores, addTasks, addTickets } from './gather.ts';
import type { News } from './gather.ts';
import { leastMove } from './news-rules.ts';
import {
  decidedAccounts,
  dueTasks,
  importsWithFindings,
  latestSittings,
  probabilitiesOf,
  runsOf,
  seenKeys,
} from './queries.ts';
import type { DueTask } from './queries.ts';
import { byGravity, byRank, rankOf } from './rank.ts';
import { lastVisit, runBefore, sinceWhen } from './since.ts';
import { annualOf, inBase, moneyOf, totalsOf } from './totals.ts';
import { homeRules, homeWords, importWords, moveWords } from './words.ts';

export type ChangedInput = HomeQuestion & {
  readonly cursor: string | null;
  readonly limit: number;
  /** Epoch seconds. */
  readonly now: number;
  readonly today: string;
  /** Whose accounts are "mine". */
  readonly person: string | null;
};

const partsTold = 3;

/** What is new of each customer since the last visit, or another day. */
export const changedRead = defineEventsRead('home.changed', (context, input: ChangedInput): HomeAnswer => {
  const { database } = context;
  const { asOf, scores } = useBook(context);
  const customers = new Map(
    (database.prepare('SELECT * FROM temp.book WHERE churned_day IS NULL').all() as BookRow[]).map((row) => [
      row.account_id,
      row,
    ]),
  );
  const currencies = currenciesOf(database);
  const since = sinceWhen(input.since, lastVisit(latestSittings(database), input.now), asOf, input.now);
  const run = scores === null ? null : runBefore(runsOf(database, scores.modelId), scores.asOf, since);
  const before = run === null ? null : probabilitiesOf(database, run.id);
  const tasks = dueTasks(database, input.today);

  const news: News = new Map();
  const gathering = { context, since, asOf, customers };
  addScores(news, customers, before, scores?.asOf ?? null);
  addTickets(news, gathering);
  addCliffs(news, gathering);
  addContacts(news, gathering);
  addRenewals(news, gathering);
  const otherTasks = addTasks(news, gathering, tasks, input.today);

  const seen = seenKeys(database);
  const decided = decidedAccounts(database, asOf, input.today);
  const all = [...news].map(([id, own]) =>
    rowOf(customers.get(id)!, own, before, currencies, { seen: seen.get(id), decided }),
  );
  const wanted = all.filter(isWanted(input, tasks));
  const shown = input.showHidden ? wanted : wanted.filter(({ hidden }) => hidden === null);
  const ofKinds = shown.filter(hasKind(input.kinds)).sort(byRank);
  const from = positionOf(input.cursor);
  const page = ofKinds.slice(from, from + input.limit);
  if (run !== null && scores !== null) explain(context, { before: run.id, now: scores.runId }, page);

  return {
    since: since.told,
    asOf,
    today: input.today,
    accounts: customers.size,
    scores:
      scores === null
        ? null
        : { asOf: scores.asOf, scoredAt: scores.scoredAt, before: run?.asOf ?? null, horizonDays: scores.horizonDays },
    totals: totalsOf({
      customers: [...customers.values()],
      monthly: byTheMonth(database, asOf),
      before,
      currencies,
      asOf,
      tasks,
      today: input.today,
    }),
    kinds: countKinds(shown),
    owners: countOwners(all),
    notices: noticesOf(context, since.cameAfter, otherTasks, seen.get('')),
    rows: page,
    total: ofKinds.length,
    hidden: wanted.filter(({ hidden }) => hidden !== null).filter(hasKind(input.kinds)).length,
    next: from + page.length < ofKinds.length ? String(from + page.length) : null,
    rules: homeRules,
    definition: answerDefinition(context, {
      key: 'home',
      values: { from: since.from, asOf },
      words: homeWords,
      sample: customers.size,
      asOf: eventsUntil(context),
    }),
  };
});

function positionOf(cursor: string | null): number {
  const from = cursor === null ? 0 : Number(cursor);
  if (Number.isInteger(from) && from >= 0) return from;
  throw new HoldfastError('invalid_input', 'This list cannot be continued. Load it again.');
}

type Hiding = { readonly seen: ReadonlySet<string> | undefined; readonly decided: ReadonlySet<string> };

function rowOf(
  row: BookRow,
  own: NewsItem[],
  before: ReadonlyMap<string, number> | null,
  currencies: Currencies,
  { seen, decided }: Hiding,
): HomeRow {
  const then = before?.get(row.account_id) ?? null;
  const change = row.probability === null || then === null ? null : row.probability - then;
  const news = own.sort(byGravity);
  const isSeen = seen !== undefined && news.every(({ key }) => seen.has(key));
  return {
    id: row.account_id,
    name: row.name,
    owner: row.owner,
    segment: row.segment,
    annualRevenue: moneyOf(annualOf(row), row.currency),
    probability: row.probability,
    before: then,
    change,
    renewalDay: row.renewal_day,
    rank: rankOf(inBase(row, currencies), change, news, currencies.base),
    news,
    hidden: isSeen ? 'seen' : decided.has(row.account_id) ? 'decided' : null,
  };
}

function isWanted(
  { owner, mine, person, direction }: ChangedInput,
  tasks: readonly DueTask[],
): (row: HomeRow) => boolean {
  // Whoever gave no name yet has tasks as “me”, in the language of that moment.
  const names = new Set<string>(person === null ? Object.values(meWords) : [person]);
  const myTasks = new Set(
    tasks.flatMap(({ account, assignee }) =>
      assignee !== null && names.has(assignee) && account !== null ? [account] : [],
    ),
  );
  return (row) =>
    (owner.length === 0 || (row.owner !== null && owner.includes(row.owner))) &&
    (!mine || (row.owner !== null && names.has(row.owner)) || myTasks.has(row.id)) &&
    (direction === undefined ||
      (row.change !== null && (direction === 'rose' ? row.change >= leastMove : row.change <= -leastMove)));
}

const hasKind =
  (kinds: readonly NewsKind[]) =>
  (row: HomeRow): boolean =>
    kinds.length === 0 || row.news.some(({ kind }) => kinds.includes(kind));

function countKinds(rows: readonly HomeRow[]): HomeAnswer['kinds'] {
  const count = (kind: NewsKind) => rows.filter(({ news }) => news.some((item) => item.kind === kind)).length;
  return Object.fromEntries(newsKinds.map((kind) => [kind, count(kind)])) as HomeAnswer['kinds'];
}

function countOwners(rows: readonly HomeRow[]): HomeAnswer['owners'] {
  const counts = new Map<string, number>();
  for (const { owner } of rows) if (owner !== null) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Says why the scores on the page moved; finding that out takes longer than all the rest, so it is done for the page alone. */
function explain({ database }: ReadContext, runs: { before: number; now: number }, page: HomeRow[]): void {
  const moved = page.filter(({ news }) => news.some(({ kind }) => kind === 'score'));
  const moves = scoreMoves(
    database,
    runs,
    moved.map(({ id }) => id),
  );
  for (const row of moved) {
    const parts = (moves.get(row.id) ?? []).slice(0, partsTold);
    const details = parts.map(({ now, change }) => moveWords(now.text, change));
    row.news = row.news.map((item) => (item.kind === 'score' ? { ...item, details } : item));
  }
}

function noticesOf(
  { database }: ReadContext,
  cameAfter: number,
  tasks: readonly NewsItem[],
  seen: ReadonlySet<string> | undefined,
): HomeAnswer['notices'] {
  const isSeen = (key: string): boolean => seen?.has(key) ?? false;
  return [
    ...importsWithFindings(database, cameAfter).map(({ id, committedAt, files, grave, warnings }) => {
      const key = `import ${id} ${grave} ${warnings}`;
      return {
        kind: 'import' as const,
        key,
        id,
        day: dayOfSeconds(committedAt),
        text: importWords(files, grave, warnings),
        isSeen: isSeen(key),
      };
    }),
    ...tasks.map(({ key, day, text, taskId }) => ({
      kind: 'task' as const,
      key,
      id: taskId,
      day,
      text,
      isSeen: isSeen(key),
    })),
  ];
}

/** For `home.look`: what a visit of now would remember. */
export const homeStateRead = defineEventsRead('home.state', (context, _input: null) => {
  const { asOf, scores } = useBook(context);
  return {
    dataDay: asOf,
    scoreDay: scores?.asOf ?? null,
    seenSources: [...(seenKeys(context.database).get('') ?? [])],
  };
});
