import { createHash } from 'node:crypto';
import type { MergeProposal } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { inOneSnapshot, openForReading } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { WorkContext } from '../threads/index.ts';
import { speakingTables } from './apply-aliases.ts';
import { exactPairs } from './exact-pairs.ts';
import { judge } from './judge.ts';
import type { Entry, SharedKeys } from './judge.ts';
import { createNameBlocks } from './name-blocks.ts';
import { settleRivals } from './rivals.ts';
import type { JudgedPair } from './rivals.ts';
import { readEntries } from './read-entries.ts';
import type { BookEntries } from './read-entries.ts';

export type FindMergesRequest = {
  readonly task: 'find-merges';
  readonly workspace: string;
  readonly key: Uint8Array;
};
export type FoundProposal = Pick<MergeProposal, 'id' | 'kind' | 'score' | 'evidence'> & {
  readonly keepId: string;
  readonly mergeId: string;
};
export type FoundMerges = { readonly proposals: FoundProposal[]; readonly accounts: number; readonly leftOut: number };

/** More than anybody reviews; the surest are kept. */
const mostProposals = 20_000;
/** A word that so many companies use is no typing error of another such word. */
const usualWord = 3;
/** Where people look after their customers, so that its ids are the ones that they know. */
const customerSystems = /^(salesforce|hubspot|pipedrive|zoho|dynamics|sugarcrm|close|copper)/i;

/** Looks through the whole book, in a thread of its own: it only reads. @throws cancelled */
export function findMerges({ workspace, key }: FindMergesRequest, context: WorkContext): FoundMerges {
  const checkStop = (): void => {
    if (context.shouldStop()) throw new HoldfastError('cancelled', 'Looking for duplicates was cancelled.');
  };
  const database = openForReading(workspace, key, { shouldStop: () => context.shouldStop() });
  try {
    return inOneSnapshot(database, () => {
      context.progress(0, { key: 'reading', values: {} });
      const book = readEntries(database, checkStop);
      const pairs = judgePairs(book, (share) => {
        checkStop();
        context.progress(0.2 + 0.75 * share, { key: 'comparing', values: { accounts: book.entries.length } });
      });
      const kept = pairs.slice(0, mostProposals);
      const rowsOf = createRowCounts(database);
      return {
        accounts: book.entries.length,
        leftOut: pairs.length - kept.length,
        proposals: kept.map((pair) => toProposal(pair, rowsOf)),
      };
    });
  } finally {
    database.close();
  }
}

/** Every pair worth a question, the surest first. */
export function judgePairs(book: BookEntries, onProgress: (share: number) => void = () => {}): JudgedPair[] {
  const { entries } = book;
  const exact = exactPairs(book);
  const blocks = createNameBlocks(entries.map(({ words }) => words));
  const mayBeTypo = (one: string, other: string): boolean =>
    Math.min(blocks.frequency(one), blocks.frequency(other)) < usualWord;
  const judged: JudgedPair[] = [];
  const consider = (one: number, other: number, keys: SharedKeys): void => {
    const left = entries[one]!;
    const right = entries[other]!;
    const judgement = judge(left, right, keys, mayBeTypo);
    if (judgement) judged.push({ ...judgement, left, right });
  };
  for (const [one, others] of exact) for (const [other, keys] of others) consider(one, other, keys);
  blocks.pairs((one, other) => {
    if (exact.get(one)?.has(other) !== true) consider(one, other, {});
  }, onProgress);
  return settleRivals(judged).sort(
    (a, b) => b.score - a.score || compareTexts(a.left.id, b.left.id) || compareTexts(a.right.id, b.right.id),
  );
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const pairId = ({ left, right }: Pick<JudgedPair, 'left' | 'right'>): string =>
  JSON.stringify([left.id, right.id].sort());

function toProposal(pair: JudgedPair, rowsOf: (id: string) => number): FoundProposal {
  const { left, right, kind, score, evidence } = pair;
  const keepsLeft = standsBefore(left, right, rowsOf);
  return {
    // The same pair has the same id whenever it is found, so that a refusal is remembered.
    id: createHash('sha256').update(pairId(pair)).digest('base64url').slice(0, 22),
    kind,
    score,
    keepId: (keepsLeft ? left : right).id,
    mergeId: (keepsLeft ? right : left).id,
    evidence: keepsLeft ? evidence : evidence.map((item) => ({ ...item, left: item.right, right: item.left })),
  };
}

/** Which of the two is kept: the one that pays, then the one of a customer system, the one with more rows, the older. */
function standsBefore(left: Entry, right: Entry, rowsOf: (id: string) => number): boolean {
  const ranks = [
    ({ payingIn }: Entry) => (payingIn.length > 0 ? 1 : 0),
    ({ source }: Entry) => (source !== null && customerSystems.test(source) ? 1 : 0),
    ({ name }: Entry) => (name === null ? 0 : 1),
    ({ id }: Entry) => rowsOf(id),
  ];
  for (const rank of ranks) {
    const difference = rank(left) - rank(right);
    if (difference !== 0) return difference > 0;
  }
  const [since, otherSince] = [left.createdDay ?? '9999', right.createdDay ?? '9999'];
  return since === otherSince ? left.id < right.id : since < otherSince;
}

function createRowCounts(database: ReadableDatabase): (id: string) => number {
  const counts = speakingTables.map((table) =>
    database.prepare(`SELECT count(*) FROM current_${table} WHERE account_id = ?`).pluck(),
  );
  const known = new Map<string, number>();
  return (id) => {
    let rows = known.get(id);
    if (rows === undefined) known.set(id, (rows = counts.reduce((sum, count) => sum + Number(count.get(id)), 0)));
    return rows;
  };
}
