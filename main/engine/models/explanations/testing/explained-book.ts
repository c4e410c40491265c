import { createHash } from 'node:crypto';
import { calibrate, createRandom, fitTrees } from '../../../../stats/index.ts';
import { dayOfNumber } from '../../../../../shared/domain/time.ts';
import { bumpDataVersion, openForReading, writeMeta } from '../../../db/index.ts';
import { columnsFrom, testWorkspace } from '../../../testing/index.ts';
import type { PlainEvent } from '../../../testing/index.ts';
import type { ReadContext } from '../../../threads/index.ts';
import { predict } from '../../candidates.ts';
import { baseProbability, createExplainer, makeGolden } from '../../definition.ts';
import type { ModelDefinition } from '../../definition.ts';
import { features, placeOf, rowWidth } from '../../features/catalogue.ts';
import { computeSnapshot } from '../../features/compute.ts';
import { readSources } from '../../features/sources.ts';
import { writeOnnxModel } from '../../onnx/index.ts';
import { insertModel, insertRun } from '../../queries.ts';
import { valueNames } from '../../score-task.ts';
import { endOfDay } from '../../snapshots.ts';

export const lastDay = 20_000;
const firstDay = lastDay - 500;
const daySeconds = 86_400;
const featureNames = features.filter(({ kind }) => kind === 'number').map(({ name }) => name);

type Row = Record<string, string | number | null>;

const accountId = (account: number): string => `a${String(account).padStart(3, '0')}`;

/** Rows of every table at random; the first accounts are busy, the last ones have nothing at all. */
function randomRows(accounts: number, seed: number): { rows: Record<string, Row[]>; events: PlainEvent[] } {
  const random = createRandom(seed);
  const rows: Record<string, Row[]> = {
    accounts: [],
    tickets: [],
    invoices: [],
    subscriptions: [],
    interactions: [],
    surveys: [],
    signals: [],
  };
  const events: PlainEvent[] = [];
  const day = (): number => firstDay + random.integer(500);
  const pick = <T>(...values: T[]): T => values[random.integer(values.length)]!;
  for (let account = 0; account < accounts; account++) {
    const id = accountId(account);
    const add = (table: string, key: string, known: number, values: Row): void => {
      const list = rows[table]!;
      list.push({ account_id: id, [key]: `${table}-${list.length}`, known_at: known, ...values });
    };
    rows['accounts']!.push({ account_id: id, name: `Account ${account}`, plan: pick('Basic', 'Pro', null) });
    const isEmpty = account >= accounts - 2;
    const many = (most: number): number => (isEmpty ? 0 : random.integer(most));
    for (let count = many(12); count > 0; count--) {
      const opened = day() * daySeconds + random.integer(daySeconds);
      const closed = random.next() < 0.7 ? opened + random.integer(40 * daySeconds) : null;
      add('tickets', 'ticket_id', opened, {
        opened_at: opened,
        closed_at: closed,
        priority: pick('urgent', 'low', null),
        first_response_minutes: pick(30, 5_000, null),
        satisfaction: pick(2, 5, null),
        escalated: pick(0, 1),
      });
    }
    for (let count = many(10); count > 0; count--) {
      const issued = day();
      add('invoices', 'invoice_id', issued * daySeconds, {
        issued_day: dayOfNumber(issued),
        due_day: dayOfNumber(issued + 30),
        paid_day: random.next() < 0.7 ? dayOfNumber(issued + random.integer(60)) : null,
        amount: 1_000,
        currency: 'EUR',
        status: pick('open', 'paid', 'void', null),
      });
    }
    for (let count = many(3); count > 0; count--) {
      const started = day();
      add('subscriptions', 'subscription_id', started * daySeconds, {
        start_day: dayOfNumber(started),
        end_day: random.next() < 0.4 ? dayOfNumber(started + random.integer(400)) : null,
        mrr: 1_000 * random.integer(90),
        currency: 'EUR',
        seats: pick(5, 20, null),
        term_months: pick(1, 12, null),
        auto_renew: pick(0, 1, null),
        is_trial: pick(0, 0, 1),
      });
    }
    for (let count = many(12); count > 0; count--) {
      const at = day() * daySeconds + random.integer(daySeconds);
      add('interactions', 'interaction_id', at, {
        occurred_at: at,
        type: pick('email', 'call', 'meeting'),
        outcome: pick('no reply', 'done', null),
      });
    }
    for (let count = many(5); count > 0; count--) {
      const at = day() * daySeconds;
      add('surveys', 'response_id', at, { submitted_at: at, survey: 'NPS', score: random.integer(11) });
    }
    for (let count = many(4); count > 0; count--) {
      const at = day() * daySeconds;
      add('signals', 'signal_id', at, {
        observed_at: at,
        name: pick('funding', 'layoffs'),
        value: random.integer(50) - 20,
      });
    }
    for (let count = many(260); count > 0; count--)
      events.push({
        account: id,
        seconds: day() * daySeconds + random.integer(daySeconds),
        name: pick('login', 'report', 'export', 'api call'),
        quantity: null,
        properties: random.next() < 0.8 ? { contact_id: pick('u1', 'u2', 'u3') } : {},
      });
  }
  return { rows, events };
}

export type ExplainedBook = {
  readonly context: ReadContext;
  readonly definition: ModelDefinition;
  readonly accounts: readonly string[];
  readonly session: ReturnType<ReturnType<typeof testWorkspace>['open']>;
  close(): Promise<void>;
};

/** A book with rows in every table, a small model of trees, and its scores as of the last day and of 28 days before. */
export function explainedBook(accounts = 60, seed = 7): ExplainedBook {
  const workspace = testWorkspace();
  const session = workspace.open();
  const { database } = session;
  const { rows, events } = randomRows(accounts, seed);
  database.exec(`
    INSERT INTO imports (id, state, totals, findings, committed_at) VALUES (1, 'committed', '{}', '[]', 0);
    INSERT INTO import_files (id, import_id, name, table_name, sha256, bytes, rows, mapping) VALUES (1, 1, 'a.csv', 'accounts', 'x', 1, 1, '{}')`);
  database.transaction(() => {
    for (const [table, list] of Object.entries(rows))
      list.forEach((row, index) => {
        const all: Row = { import_id: 1, file_id: 1, row_number: index + 2, known_at: 0, row_hash: '', ...row };
        const names = Object.keys(all);
        database
          .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`)
          .run(all);
      });
    writeMeta(database, 'data_until', String(endOfDay(lastDay)));
    bumpDataVersion(database);
  })();
  const columns = columnsFrom(events);
  const reading = openForReading(session.file, session.key, {});
  const sources = readSources(reading, columns);
  const snapshots = [lastDay - 28, lastDay].map((day) => ({
    day,
    values: computeSnapshot(sources, endOfDay(day)).values,
  }));
  const definition = learnSomething(snapshots[1]!.values, accounts);
  const names = valueNames(definition);
  const places = names.map(placeOf);
  const onnx = writeOnnxModel({ id: 'm', model: definition.model as never, calibration: definition.calibration });
  const learned = columnsOf(snapshots[1]!.values, accounts);
  const card = {
    id: 'm',
    name: 'Model m',
    kind: 'boosted-trees',
    target: 'churn',
    origin: 'trained',
    createdAt: '2026-01-01T00:00:00Z',
    testSnapshots: [],
    trainingSnapshots: [],
    onnx: { sha256: createHash('sha256').update(onnx).digest('hex'), opset: '', bytes: onnx.length },
  };
  const golden = makeGolden(definition.model as never, definition.calibration, learned);
  const explain = createExplainer(definition);
  database.transaction(() => {
    insertModel(database, { card: card as never, definition, golden, onnx }, 'champion');
    for (const { day, values } of snapshots)
      insertRun(
        database,
        {
          modelId: 'm',
          asOf: dayOfNumber(day),
          base: definition.base,
          valueNames: names,
          dataVersion: session.dataVersion(),
          createdAt: day,
        },
        sources.accounts.map((account, place) => {
          const row = Float64Array.from(places, (each) => values[place * rowWidth + each]!);
          return { account, values: row, ...explain(Float32Array.from(row.subarray(0, definition.features.length))) };
        }),
      );
  })();
  return {
    context: { database: reading, events: () => columns, shouldStop: () => false, accountsIn: () => [] },
    definition,
    accounts: sources.accounts,
    session,
    async close() {
      reading.close();
      await session.close();
      workspace.remove();
    },
  };
}

function columnsOf(values: Float64Array, accounts: number): Float32Array[] {
  return featureNames.map((name) =>
    Float32Array.from({ length: accounts }, (_, account) => values[account * rowWidth + placeOf(name)]!),
  );
}

/** Trees over all features; what they learn matters less than that they are used. */
function learnSomething(values: Float64Array, accounts: number): ModelDefinition {
  const columns = columnsOf(values, accounts);
  const random = createRandom(3);
  const labels = Uint8Array.from({ length: accounts }, (_, account) =>
    random.next() < (columns[1]![account]! < 3 ? 0.7 : 0.2) ? 1 : 0,
  );
  const { model } = fitTrees({
    columns,
    labels,
    featureNames,
    options: { rounds: 40, maxDepth: 3, minChildRows: 3, earlyStoppingRounds: 0, columnSample: 0.3, seed: 1 },
  });
  const calibration = { method: 'sigmoid', slope: 0.8, offset: -0.2 } as const;
  const logOdds = predict(model, columns, accounts);
  if (logOdds.some((value) => Number.isNaN(calibrate(calibration, value))))
    throw new Error('The test model is broken.');
  return {
    version: 1,
    features: featureNames,
    model,
    calibration,
    base: baseProbability(model, calibration),
    horizonDays: 90,
    labelRule: {
      subscriptionEnded: { enabled: false, graceDays: 30 },
      churnEvent: { enabled: false },
      inactivity: { enabled: true, days: 60 },
      horizonDays: 90,
    },
    seed: 1,
  };
}
