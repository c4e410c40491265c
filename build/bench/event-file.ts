import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of the benchmarks stay here between runs; they are made anew where they are missing. */
export const cacheFolder = join(tmpdir(), 'holdfast-bench');

/** A generator of 32-bit numbers (mulberry32): the same seed gives the same file. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Writes a file through one buffer; `line` puts its bytes at a position and says where they end. */
export function writeLines(
  path: string,
  header: string,
  rows: number,
  line: (buffer: Buffer, at: number, row: number) => number,
): void {
  mkdirSync(cacheFolder, { recursive: true });
  const part = `${path}.part`;
  const file = openSync(part, 'w');
  const buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
  let at = buffer.write(`${header}\n`, 0, 'latin1');
  for (let row = 0; row < rows; row++) {
    if (at > buffer.length - 16_384) {
      writeSync(file, buffer, 0, at);
      at = 0;
    }
    at = line(buffer, at, row);
  }
  writeSync(file, buffer, 0, at);
  closeSync(file);
  renameSync(part, path);
}

const features = [
  'login', 'view_dashboard', 'export_report', 'invite_user', 'create_project', 'close_task', 'comment', 'upload',
  'search', 'share_link', 'edit_page', 'run_query', 'open_alert', 'sync', 'api_call', 'change_plan',
]; // prettier-ignore
const accounts = 50_000;
const start = Date.UTC(2023, 0, 1) / 1000;
const span = 730 * 86_400;

/**
 * Events of 50,000 accounts over two years in the order of time, as products export them: account, instant, name, quantity; about 43 bytes
 * a row. @returns its path
 */
export function eventFile(rows: number): string {
  const path = join(cacheFolder, `events-${rows}.csv`);
  if (existsSync(path) && statSync(path).size > 0) return path;
  const random = createRandom(20_240_229);
  const texts = features.map((feature) => Buffer.from(feature));
  let day = -1;
  let dayText = Buffer.alloc(0);
  const two = (buffer: Buffer, at: number, value: number): void => {
    buffer[at] = 48 + Math.floor(value / 10);
    buffer[at + 1] = 48 + (value % 10);
  };
  writeLines(path, 'account_id,timestamp,event,quantity', rows, (buffer, from, row) => {
    let at = from;
    // Squaring makes some accounts busy and most of them quiet.
    const share = random() / 2 ** 32;
    let account = Math.floor(share * share * accounts);
    at += buffer.write('acc-', at, 'latin1');
    for (let digit = 4; digit >= 0; digit--) {
      buffer[at + digit] = 48 + (account % 10);
      account = Math.floor(account / 10);
    }
    at += 5;
    buffer[at++] = 44;
    const second = start + Math.floor((row / rows) * span);
    if (Math.floor(second / 86_400) !== day) {
      day = Math.floor(second / 86_400);
      dayText = Buffer.from(new Date(day * 86_400_000).toISOString().slice(0, 10));
    }
    at += dayText.copy(buffer, at);
    const clock = second % 86_400;
    buffer[at] = 32;
    two(buffer, at + 1, Math.floor(clock / 3600));
    buffer[at + 3] = 58;
    two(buffer, at + 4, Math.floor(clock / 60) % 60);
    buffer[at + 6] = 58;
    two(buffer, at + 7, clock % 60);
    at += 9;
    buffer[at++] = 44;
    at += texts[random() % texts.length]!.copy(buffer, at);
    buffer[at++] = 44;
    const quantity = random() % 5 === 0 ? '' : String(1 + (random() % 60));
    at += buffer.write(quantity, at, 'latin1');
    buffer[at++] = 10;
    return at;
  });
  return path;
}
