import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, createRandom, writeLines } from './event-file.ts';

/** The book that the analyses are measured on: so many accounts, event names and months, whatever the number of events. */
export const bookAccounts = 50_000;
export const usageStart = Date.UTC(2023, 0, 1) / 1000;
export const usageEnd = Date.UTC(2025, 0, 1) / 1000;
const span = usageEnd - usageStart;

export const eventNames = [
  'login', 'view_dashboard', 'search', 'edit_page', 'comment', 'api_call', 'upload', 'create_project', 'run_query', 'sync',
  'close_task', 'export_report', 'share_link', 'open_alert', 'invite_user', 'set_goal', 'add_widget', 'schedule_report',
  'connect_source', 'change_plan',
] as const; // prettier-ignore
const platforms = ['web', 'ios', 'android', 'api'] as const;

const nameTable = Uint8Array.from(
  // Common names first: the n-th of them is about 20 - n times as common as the last.
  eventNames.flatMap((_, code) => Array.from({ length: eventNames.length - code }, () => code)),
);

const accountId = (index: number): string => `acc-${String(index).padStart(5, '0')}`;

/** Accounts with a tier each: every fourth is `enterprise`. @returns its path */
export function bookFile(): string {
  const path = join(cacheFolder, 'usage-accounts.csv');
  if (existsSync(path)) return path;
  writeLines(path, 'account_id,name,segment', bookAccounts, (buffer, at, row) => {
    const tier = ['enterprise', 'business', 'starter', 'starter'][row % 4]!;
    return at + buffer.write(`${accountId(row)},Company ${row},${tier}\n`, at, 'latin1');
  });
  return path;
}

export type UsageRange = { readonly from: number; readonly to: number; readonly seed: number };
const wholeRange: UsageRange = { from: usageStart, to: usageEnd, seed: 20_240_229 };
/** The day after: what a nightly import brings. */
export const nextDay: UsageRange = { from: usageEnd, to: usageEnd + 86_400, seed: 4 };

/**
 * Events of the book in the order of time, as products export them: account, instant, name, quantity (a fifth has none),
 * platform. Four of ten accounts are there from the start, the others come during the first 22 months; each leaves after a time
 * of its own, or not at all. Some are busy and most are quiet.
 * @returns its path
 */
export function usageFile(rows: number, range: UsageRange = wholeRange): string {
  const path = join(cacheFolder, `usage-${rows}${range === wholeRange ? '' : `-from-${range.from}`}.csv`);
  if (existsSync(path)) return path;
  const random = createRandom(range.seed);
  const { begins, ends } = lifetimes();
  // No account does two things in one second: SQL cannot tell which of them came first.
  const busyUntil = new Float64Array(bookAccounts);
  const texts = eventNames.map((name) => Buffer.from(`${name},`));
  const kinds = platforms.map((platform) => Buffer.from(`${platform}\n`));
  let day = -1;
  let dayText = Buffer.alloc(0);
  writeLines(path, 'account_id,timestamp,event,quantity,platform', rows, (buffer, from, row) => {
    const second = range.from + Math.floor((row / rows) * (range.to - range.from));
    if (Math.floor(second / 86_400) !== day) {
      day = Math.floor(second / 86_400);
      dayText = Buffer.from(`,${new Date(day * 86_400_000).toISOString().slice(0, 10)} `);
    }
    let account: number;
    do {
      const share = random() / 2 ** 32;
      account = (Math.floor(share * share * bookAccounts) * 7919) % bookAccounts;
    } while (second < begins[account]! || second >= ends[account]! || second < busyUntil[account]!);
    busyUntil[account] = second + 1;
    let at = from + buffer.write('acc-', from, 'latin1');
    at = writeDigits(buffer, at, account, 5);
    at += dayText.copy(buffer, at);
    const clock = second % 86_400;
    at = writeDigits(buffer, at, Math.floor(clock / 3600), 2);
    buffer[at++] = 58;
    at = writeDigits(buffer, at, Math.floor(clock / 60) % 60, 2);
    buffer[at++] = 58;
    at = writeDigits(buffer, at, clock % 60, 2);
    buffer[at++] = 44;
    at += texts[nameTable[random() % nameTable.length]!]!.copy(buffer, at);
    if (random() % 5 !== 0) at += buffer.write(String(1 + (random() % 60)), at, 'latin1');
    buffer[at++] = 44;
    return at + kinds[account % 8 === 0 ? 3 : random() % 3]!.copy(buffer, at);
  });
  return path;
}

/** From when until when an account is used. */
function lifetimes(): { begins: Float64Array; ends: Float64Array } {
  const random = createRandom(11);
  const share = (): number => random() / 2 ** 32;
  const begins = new Float64Array(bookAccounts);
  const ends = new Float64Array(bookAccounts);
  for (let account = 0; account < bookAccounts; account++) {
    begins[account] = share() < 0.4 ? usageStart : usageStart + Math.floor(share() * span * (22 / 24));
    // A third stays; the others leave, sooner rather than later.
    ends[account] = share() < 1 / 3 ? Infinity : begins[account]! + 86_400 * Math.ceil(1 - 300 * Math.log(1 - share()));
  }
  return { begins, ends };
}

function writeDigits(buffer: Buffer, at: number, value: number, digits: number): number {
  let left = value;
  for (let digit = digits - 1; digit >= 0; digit--) {
    buffer[at + digit] = 48 + (left % 10);
    left = Math.floor(left / 10);
  }
  return at + digits;
}
