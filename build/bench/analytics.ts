import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ContractClient } from '../../shared/contract/index.ts';
import { duckdbPeer, sqlitePeer } from './analytics-peers.ts';
import type { Peer } from './analytics-peers.ts';
import { benchQuestions, narrowedQuestions } from './analytics-questions.ts';
import type { BenchQuestion, Figures } from './analytics-questions.ts';
import { measureApart } from './apart.ts';
import { median, startRun } from './measure.ts';
import type { Run } from './measure.ts';
import { nextDay, usageFile } from './usage-file.ts';
import { openUsage, startIdle, usageWorkspace } from './usage-workspace.ts';

/** Runs of one engine for one question. */
type Timed = { readonly name: string; readonly cold: readonly Run[]; readonly warm: readonly Run[] };

export type AnalyticsOutcome = { readonly lines: readonly string[]; readonly failures: readonly string[] };

const appended = 100_000;
/** Warm is what was asked so often before, by every engine alike. */
const askedBefore = 3;
/** A question that takes this long is asked once: its median of five would be no different. */
const secondsToAskOnce = 5;
/** SQLite takes minutes beyond. */
const mostRowsForSqlite = 20_000_000;

/** Each analysis, through the product's own read, against DuckDB and SQLite on the same data; answers must be equal. */
export async function benchAnalytics(rows: number, runs: number, withSqlite: boolean): Promise<AnalyticsOutcome> {
  const lines: string[] = [];
  const failures: string[] = [];
  const say = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  const folder = await usageWorkspace(rows);

  // First, while nothing else is in memory.
  const memory = await measureApart(folder);
  say(
    `memory: ${memory.above} MB above the idle engine after all analyses, ${memory.peak} MB while loading (limit 250 at 10 million)`,
  );
  if (rows <= 10_000_000 && memory.above > 250) failures.push(`memory: ${memory.above} MB above the idle engine`);

  const opening = await measureOpening(folder, runs);
  say(`opening until the first answer: ${opening.toFixed(2)} s (limit 1 s at 10 million)`);
  if (rows <= 10_000_000 && opening > 1) failures.push(`opening took ${opening.toFixed(2)} s`);

  const appending = await measureAppending(folder, rows, runs);
  say(
    `${appended.toLocaleString('en')} events appended: from the import's start to an answer with them ${appending.whole.toFixed(2)} s, from its commit ${appending.after.toFixed(2)} s (limit 1 s)`,
  );
  if (rows <= 10_000_000 && appending.after > 1) failures.push(`appending took ${appending.after.toFixed(2)} s`);

  const peers: Peer[] = [
    await duckdbPeer(rows),
    ...(withSqlite && rows <= mostRowsForSqlite ? [sqlitePeer(rows)] : []),
  ];
  const opened = await openUsage(folder, { isCopied: true });
  const { client } = opened.engine;
  const { id: segment } = await client.segments.save({
    name: 'Enterprise',
    kind: 'live',
    from: {
      rule: {
        combinator: 'and',
        not: false,
        rules: [{ on: 'attribute', key: 'segment', operator: 'is', values: ['enterprise'] }],
      },
    },
  });
  try {
    const plain: number[] = [];
    for (const question of [...benchQuestions, ...narrowedQuestions]) {
      const { timed, differences } = await compare(question, client, segment, peers, folder, runs);
      failures.push(...differences);
      const [ours, ...theirs] = timed;
      for (const line of linesOf(question, ours!, theirs)) say(line);
      const [duckdb] = theirs;
      const ratio = ratioOf(ours!.warm, duckdb!.warm);
      if (question.goal !== null && ratio < question.goal)
        failures.push(`${question.what}: ${ratio.toFixed(1)} times as fast as DuckDB, not ${question.goal}`);
      const index = narrowedQuestions.indexOf(question);
      const processor = median(ours!.warm.map((run) => run.processor));
      if (index < 0) plain.push(processor);
      else {
        const share = processor / plain[index]!;
        say(`    ${share.toFixed(2)} × the plain one (limit 2)`);
        if (share > 2) failures.push(`${question.what}: ${share.toFixed(2)} × the plain one`);
      }
    }
    const pinged = await measurePings(client);
    say(`longest wait for a ping while analyses run: ${pinged.toFixed(1)} ms (limit 50)`);
    if (pinged > 50) failures.push(`a ping waited ${pinged.toFixed(1)} ms`);
    const stopped = await measureCancelling(client);
    say(`cancelled analyses gave their threads back after ${stopped.toFixed(1)} ms at most (limit 100)`);
    if (stopped > 100) failures.push(`cancelling took ${stopped.toFixed(1)} ms`);
  } finally {
    for (const peer of peers) peer.close();
    await opened.close();
  }
  return { lines, failures };
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ run: Run; result: Result }> {
  const end = startRun();
  const result = await work();
  return { run: end(), result };
}

async function compare(
  question: BenchQuestion,
  client: ContractClient,
  segment: number,
  peers: readonly Peer[],
  folder: string,
  runs: number,
): Promise<{ timed: Timed[]; differences: string[] }> {
  const differences: string[] = [];
  let expected: Figures | null = null;
  const check = (name: string, figures: Figures): void => {
    expected ??= figures;
    if (figures.length === 0) differences.push(`${question.what}: ${name} had no answer`);
    if (!isDeepStrictEqual(figures, expected)) differences.push(`${question.what}: ${name} answers differently`);
  };
  const results: Timed[] = [];
  const cold: Run[] = [];
  const warm: Run[] = [];
  // A segment lives in the copy that is open, so those questions are asked warm only.
  for (let run = 0; run < (question.goal === null ? 0 : runs); run++) {
    const idle = await startIdle();
    const end = startRun();
    const fresh = await openUsage(folder, { idle });
    check('holdfast', await question.ours(fresh.engine.client, segment));
    cold.push(end());
    await fresh.close();
  }
  for (let time = 0; time < askedBefore; time++) check('holdfast', await question.ours(client, segment));
  for (let run = 0; run < runs; run++) {
    const { run: took, result } = await timed(() => question.ours(client, segment));
    warm.push(took);
    check('holdfast', result);
  }
  results.push({ name: 'holdfast', cold, warm });
  for (const peer of peers) {
    const ofPeer: { cold: Run[]; warm: Run[] } = { cold: [], warm: [] };
    for (const kind of ['cold', 'warm'] as const) {
      const isQuick = ofPeer.cold.every((run) => run.seconds < secondsToAskOnce);
      for (let time = 0; kind === 'warm' && isQuick && time < askedBefore; time++) await peer.warm(question);
      for (let run = 0; run < runs; run++) {
        const { run: took, result } = await timed(() => peer[kind](question));
        ofPeer[kind].push(took);
        check(peer.name, question.figures(result));
        if (took.seconds > secondsToAskOnce) break;
      }
    }
    results.push({ name: peer.name, ...ofPeer });
  }
  return { timed: results, differences };
}

const seconds = (runs: readonly Run[]): number => median(runs.map((run) => run.seconds));
const ratioOf = (ours: readonly Run[], theirs: readonly Run[]): number => seconds(theirs) / seconds(ours);
const milliseconds = (value: number): string => `${(value * 1000).toFixed(value < 0.1 ? 1 : 0)} ms`;

function linesOf(question: BenchQuestion, ours: Timed, theirs: readonly Timed[]): string[] {
  const cell = (runs: readonly Run[]): string =>
    runs.length === 0
      ? '-'
      : `${milliseconds(seconds(runs))} (cpu ${milliseconds(median(runs.map((run) => run.processor)))})`;
  const goal = question.goal === null ? '' : `, goal ${question.goal}`;
  return [
    question.what,
    `    ${ours.name}: cold ${cell(ours.cold)}, warm ${cell(ours.warm)}`,
    ...theirs.map(
      (peer) =>
        `    ${peer.name}: cold ${cell(peer.cold)}, warm ${cell(peer.warm)}${peer.warm.length < ours.warm.length ? ' (asked once)' : ''}: ours ${ratioOf(ours.warm, peer.warm).toFixed(1)} × as fast${peer.name === 'DuckDB' ? goal : ''}`,
    ),
  ];
}

/** The program is running, as it is when a person chooses a workspace; its passphrase is part of opening. */
async function measureOpening(folder: string, runs: number): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const idle = await startIdle();
    const begun = performance.now();
    const opened = await openUsage(folder, { idle });
    await benchQuestions[0]!.ours(opened.engine.client, 0);
    took.push((performance.now() - begun) / 1000);
    await opened.close();
  }
  return median(took);
}

async function measureAppending(folder: string, rows: number, runs: number): Promise<{ whole: number; after: number }> {
  const whole: number[] = [];
  const after: number[] = [];
  const file = usageFile(appended, nextDay);
  for (let run = 0; run < runs; run++) {
    const opened = await openUsage(folder, { isCopied: true });
    const { client } = opened.engine;
    await client.events.names();
    const begun = performance.now();
    await opened.append(file, appended);
    const committed = performance.now();
    const { total } = await client.events.names();
    if (total !== rows + appended) throw new Error(`${total} events were there after appending.`);
    whole.push((performance.now() - begun) / 1000);
    after.push((performance.now() - committed) / 1000);
    await opened.close();
  }
  return { whole: median(whole), after: median(after) };
}

/** Both threads are kept busy; what is measured is the engine's own. */
async function measurePings(client: ContractClient): Promise<number> {
  let isOver = false;
  const busy = [0, 1, 2].map(async () => {
    while (!isOver) {
      await client.cohorts.retention({ mode: 'on-or-after' });
      await client.engagement.stickiness({});
    }
  });
  let longest = 0;
  for (let ping = 0; ping < 200; ping++) {
    const due = performance.now() + 5;
    await delay(5);
    await client.system.ping();
    longest = Math.max(longest, performance.now() - due);
  }
  isOver = true;
  await Promise.all(busy);
  return longest;
}

/** Two analyses are stopped in the middle; then a thread is asked something small. */
async function measureCancelling(client: ContractClient): Promise<number> {
  const long = { entry: 'recurring', periods: 'rolling', period: 'week' } as const;
  let longest = 0;
  for (let attempt = 0; attempt < 20; attempt++) {
    const stop = new AbortController();
    const work = [0, 1].map(() => client.cohorts.retention(long, { signal: stop.signal }).catch(() => undefined));
    await delay(2 + attempt * 3);
    const asked = performance.now();
    stop.abort();
    await Promise.all(work);
    await client.events.names();
    longest = Math.max(longest, performance.now() - asked);
  }
  return longest;
}
