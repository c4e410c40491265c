import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, openForReading, openForWriting } from '../../main/engine/db/index.ts';
import type { WritableDatabase } from '../../main/engine/db/index.ts';
import { createSegmentBuilder, loadColumns } from '../../main/engine/events/index.ts';
import { features } from '../../main/engine/models/features/catalogue.ts';
import { computeSnapshot, createRowComputer } from '../../main/engine/models/features/compute.ts';
import { readSources } from '../../main/engine/models/features/sources.ts';
import { dayNumber, dayOfNumber } from '../../shared/domain/time.ts';
import { storeSegment } from '../models/fill-sample.ts';
import { cacheFolder, createRandom } from './event-file.ts';
import { startRun } from './measure.ts';
import type { Run } from './measure.ts';

const accounts = 100_000;
const snapshots = 12;
const daySeconds = 86_400;
const lastDay = dayNumber('2026-06-30');
const days = 730;
const key = new Uint8Array(32).fill(7);
const names = ['login', 'report_viewed', 'report_created', 'file_uploaded', 'comment_added', 'data_exported', 'invite_sent', 'api_call']; // prettier-ignore
const words = 'the report does not load since yesterday thanks for your help with our new dashboard el informe no carga desde ayer gracias por la ayuda con el panel'.split(' '); // prettier-ignore

/** Rows of each table for an account of an ordinary business book. */
const perAccount = { subscriptions: 2, invoices: 6, tickets: 3, interactions: 5, surveys: 1, signals: 1 } as const;

export type FeatureFigures = { readonly run: Run; readonly what: string };

/** Seconds that it may take. */
export const featureLimit = 60;

/** All features of 100,000 accounts as of 12 month ends, from the encrypted workspace on. */
export function benchFeatures(events: number): FeatureFigures {
  const file = featureWorkspace(events);
  const finish = startRun();
  const begun = process.cpuUsage();
  const spent = (): string => {
    const { user, system } = process.cpuUsage(begun);
    return `${((user + system) / 1e6).toFixed(1)} s`;
  };
  const database = openForReading(file, key);
  const columns = loadColumns(database);
  const loaded = spent();
  const sources = readSources(database, columns);
  database.close();
  const read = spent();
  const compute = createRowComputer(sources);
  let memory: Float64Array | undefined;
  let known = 0;
  for (let month = 0; month < snapshots; month++) {
    const instant = (lastDay - 30 * month + 1) * daySeconds - 1;
    const { values } = computeSnapshot(sources, instant, compute, () => false, memory);
    memory = values;
    for (let place = 0; place < values.length; place += 997) if (!Number.isNaN(values[place])) known++;
  }
  if (known === 0) throw new Error('The snapshots are empty.');
  const memoryUsed = Math.round(process.memoryUsage.rss() / 2 ** 20);
  return {
    run: finish(),
    what: `${accounts.toLocaleString('en')} accounts × ${features.length} features × ${snapshots} snapshots from ${events.toLocaleString('en')} events (processor time: events loaded ${loaded}, rows read ${read}, done ${spent()}; ${memoryUsed} MB)`,
  };
}

/** A workspace's database with such a book; it stays between runs. */
function featureWorkspace(events: number): string {
  const file = join(cacheFolder, `features-${events}-${accounts}.db`);
  if (existsSync(file)) return file;
  const part = `${file}.part`;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${part}${ending}`, { force: true });
  mkdirSync(cacheFolder, { recursive: true });
  const database = openForWriting(part, key);
  migrate(database, part);
  database.transaction(() => {
    database.exec(`INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
      INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'bench', 'accounts', '', 0, 0, '{}')`);
    addRows(database);
    addEvents(database, events);
  })();
  database.close();
  renameSync(part, file);
  return file;
}

const accountId = (account: number): string => `acc-${String(account).padStart(6, '0')}`;

function addRows(database: WritableDatabase): void {
  const random = createRandom(7);
  const below = (limit: number): number => random() % limit;
  const text = (): string => Array.from({ length: 14 }, () => words[below(words.length)]!).join(' ');
  const insert = (table: string, columns: readonly string[]): ((values: readonly unknown[], known: number) => void) => {
    const all = [...columns, 'import_id', 'file_id', 'row_number', 'known_at', 'row_hash'];
    const statement = database.prepare(
      `INSERT INTO ${table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
    );
    return (values, known) => statement.run(...values, 1, 1, 1, known, '');
  };
  const account = insert('accounts', ['account_id', 'created_day', 'industry', 'country', 'segment', 'plan']);
  const subscription = insert('subscriptions', ['subscription_id', 'account_id', 'start_day', 'end_day', 'mrr', 'currency', 'seats', 'term_months', 'auto_renew', 'plan']); // prettier-ignore
  const invoice = insert('invoices', ['invoice_id', 'account_id', 'issued_day', 'due_day', 'paid_day', 'status']);
  const ticket = insert('tickets', ['ticket_id', 'account_id', 'opened_at', 'closed_at', 'priority', 'first_response_minutes', 'satisfaction', 'subject', 'text']); // prettier-ignore
  const interaction = insert('interactions', ['interaction_id', 'account_id', 'occurred_at', 'type', 'direction', 'outcome', 'subject']); // prettier-ignore
  const survey = insert('surveys', ['response_id', 'account_id', 'survey', 'score', 'comment', 'submitted_at']);
  const signal = insert('signals', ['signal_id', 'account_id', 'name', 'observed_at', 'value']);
  const dayText = (day: number): string => dayOfNumber(day);
  for (let place = 0; place < accounts; place++) {
    const id = accountId(place);
    const first = lastDay - days + below(400);
    const anyDay = (): number => first + below(lastDay - first);
    account([id, dayText(first), `industry ${below(20)}`, `country ${below(30)}`, `segment ${below(3)}`, 'team'], 0);
    const changed = anyDay();
    for (let row = 0; row < perAccount.subscriptions; row++) {
      const start = row === 0 ? first : changed;
      const end = row === 0 ? dayText(changed) : null;
      subscription([`${id}-${row}`, id, dayText(start), end, 10_000 + below(90_000), 'EUR', 5 + below(50), below(2) === 0 ? 1 : 12, 1, 'team'], start * daySeconds); // prettier-ignore
    }
    for (let row = 0; row < perAccount.invoices; row++) {
      const issued = anyDay();
      invoice([`${id}-${row}`, id, dayText(issued), dayText(issued + 30), dayText(issued + 20 + below(30)), 'paid'], issued * daySeconds); // prettier-ignore
    }
    for (let row = 0; row < perAccount.tickets; row++) {
      const at = anyDay() * daySeconds + below(daySeconds);
      ticket([`${id}-${row}`, id, at, at + below(200_000), below(4) === 0 ? 'high' : 'normal', below(500), 1 + below(5), text(), text()], at); // prettier-ignore
    }
    for (let row = 0; row < perAccount.interactions; row++) {
      const at = anyDay() * daySeconds;
      interaction([`${id}-${row}`, id, at, below(2) === 0 ? 'email' : 'call', 'outbound', below(3) === 0 ? 'no reply' : 'answered', 'Quarterly review'], at); // prettier-ignore
    }
    for (let row = 0; row < perAccount.surveys; row++) {
      const at = anyDay() * daySeconds;
      survey([`${id}-${row}`, id, 'NPS', below(11), text(), at], at);
    }
    for (let row = 0; row < perAccount.signals; row++) {
      const at = anyDay() * daySeconds;
      signal([`${id}-${row}`, id, 'hiring', at, below(40)], at);
    }
  }
}

/** Sessions of one to four events, by some of an account's people. */
function addEvents(database: WritableDatabase, events: number): void {
  const random = createRandom(11);
  const builder = createSegmentBuilder();
  const people = Array.from({ length: 40 }, (_, person) => `person-${person}`);
  for (let made = 0; made < events;) {
    // Squaring makes some accounts busy and most of them quiet.
    const share = random() / 2 ** 32;
    const id = accountId(Math.floor(share * share * accounts));
    const person = people[random() % 40]!;
    let second = (lastDay - days + (random() % days)) * daySeconds + (random() % 80_000);
    for (let left = Math.min(1 + (random() % 4), events - made); left > 0; left--, made++) {
      builder.add(id, second, names[random() % names.length]!, null, { contact_id: person, platform: 'web' });
      second += 20 + (random() % 600);
    }
  }
  storeSegment(database, builder.build());
}
