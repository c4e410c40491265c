import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a book that is hard on analyses: ties, repeated rows, quiet accounts, both changes of the clocks, a leap day. */
export type BookFiles = { readonly accounts: string; readonly subscriptions: string; readonly events: string };

export const bookNames = ['login', 'search', 'export', 'invite', 'report', 'comment', 'upgrade', 'close'] as const;
const platforms = ['web', 'ios', ''] as const;
const accounts = 3_000;
const start = Date.UTC(2023, 8, 20) / 1000;
const end = Date.UTC(2024, 10, 20) / 1000;

export function writeBook(folder: string, events: number, seed: number): BookFiles {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const files = {
    accounts: join(folder, 'accounts.csv'),
    subscriptions: join(folder, 'subscriptions.csv'),
    events: join(folder, 'events.csv'),
  };
  const ids = Array.from({ length: accounts }, (_, index) => `a${index}`);
  const plans = ['free', 'team', 'scale'];
  writeFileSync(files.accounts, ['account_id,plan', ...ids.map((id) => `${id},${plans[below(3)]}`)].join('\n'));

  const subscriptions = ['subscription_id,account_id,start_day,end_day,mrr,currency'];
  for (const id of ids) {
    let day = below(300);
    for (let turn = below(4); turn > 0 && day < 400; turn--) {
      const length = 1 + below(200);
      const isOpen = below(4) === 0;
      const mrr = `${below(500)}.${String(below(100)).padStart(2, '0')}`;
      subscriptions.push(
        `s${subscriptions.length},${id},${dayText(day)},${isOpen ? '' : dayText(day + length)},${mrr},EUR`,
      );
      if (isOpen) break;
      // Gaps of one day count as none, so there are none of those.
      day += length + (below(2) === 0 ? 0 : 2 + below(60));
    }
  }
  writeFileSync(files.subscriptions, subscriptions.join('\n'));

  const lines = ['account_id,timestamp,event,quantity,platform'];
  let last = '';
  for (let row = 0; row < events; row++) {
    // The same event now and then comes twice; a file of its own kind of order, with many in one second.
    if (last !== '' && below(50) === 0) {
      lines.push(last);
      continue;
    }
    const account = Math.floor(random() ** 2 * accounts * 0.95);
    const begun = start + ((account * 7919) % 200) * 86_400;
    const second = row % 5 === 0 ? begun + below(40) * 3600 : begun + Math.floor(random() ** 1.5 * (end - begun));
    const quantity = below(3) === 0 ? '' : String(below(20) / 4);
    const instant = new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
    last = `a${account},${instant},${bookNames[below(bookNames.length)]},${quantity},${platforms[below(3)]}`;
    lines.push(last);
  }
  writeFileSync(files.events, lines.join('\n'));
  return files;
}

function dayText(day: number): string {
  return new Date(Date.UTC(2023, 9, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

/** Numbers in [0, 1) (mulberry32): the same seed gives the same book. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
