import { healthPulseMeasure } from '../../../shared/contract/index.ts';
import type {
  AccountHealth,
  ContractInputs,
  ContractOutputs,
  HealthCounts,
  HealthDefinition,
  HealthSeries,
} from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dataVersion } from '../db/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import { defineEventsRead, defineRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { attributesIn } from './attributes-read.ts';
import { scoreBook, scoreRow } from './book.ts';
import type { BookScores } from './book.ts';
import { breakdownOf } from './breakdown.ts';
import { knownMeasures, measureNamed } from './measures.ts';
import { previewOf, withNames } from './preview.ts';
import { latestPulse, nowSeconds, pulseOf } from './pulses.ts';
import { bandOf } from './score.ts';
import { measureSummaries, openStoredBook } from './snapshot-store.ts';
import type { StoredBook } from './snapshot-store.ts';
import { histogramOf, summaryOf } from './summary.ts';
import { attributeKeys, compileDefinition } from './variants.ts';
import type { CompiledDefinition } from './variants.ts';
import { definitionOf, versionInForce } from './versions.ts';

type Answers = ContractOutputs['healthScores'];

const notComputed = (): HoldfastError =>
  new HoldfastError('not_enough_data', 'The measures were not computed yet. Compute the health scores first.');

const compiledIn = (context: ReadContext, definition: HealthDefinition): CompiledDefinition =>
  compileDefinition(definition, attributesIn(context, attributeKeys(definition)));

const nameOf = (database: ReadableDatabase, id: string): string =>
  (database.prepare('SELECT name FROM current_accounts WHERE account_id = ?').pluck().get(id) as
    string | null | undefined) ?? id;

/** The catalogue with how many customers have each measure, and how it spreads. */
export const measuresRead = defineRead('healthScores.measures', ({ database }, _input: null): Answers['measures'] => {
  const summaries = measureSummaries(database);
  const pulses = openStoredBook(database)?.column(healthPulseMeasure);
  return knownMeasures.map((measure) => ({
    ...measure,
    ...(measure.id === healthPulseMeasure
      ? summaryOf(pulses ?? [])
      : (summaries.get(measure.id) ?? { share: null, spread: null })),
  }));
});

export const distributionRead = defineRead(
  'healthScores.distribution',
  ({ database }, { measure, bins }: { readonly measure: string; readonly bins: number }): Answers['distribution'] => {
    if (measureNamed(measure) === undefined)
      throw new HoldfastError('not_found', `There is no measure “${measure}”. Choose one of the list.`);
    const book = openStoredBook(database);
    if (book === null) throw notComputed();
    return { measure, customers: book.accounts.length, ...histogramOf(book.column(measure), bins) };
  },
);

/** Scores of the version in force change with the measures, the version, what variants tell apart, and pulses. */
const inForceKept = new WeakMap<object, { readonly key: string; readonly scores: BookScores }>();

function scoresInForce(context: ReadContext, book: StoredBook): BookScores | null {
  const { database } = context;
  const version = versionInForce(database);
  if (version === null) return null;
  const definition = definitionOf(database, version.id);
  const readsPulse = JSON.stringify(definition).includes(`"${healthPulseMeasure}"`);
  const key = JSON.stringify([version.id, book.snapshot.computedAt, dataVersion(database)]);
  const known = inForceKept.get(book.accounts);
  if (known?.key === key && !readsPulse) return known.scores;
  const scores = scoreBook(compiledIn(context, definition), book, context.shouldStop);
  inForceKept.set(book.accounts, { key, scores });
  return scores;
}

export const previewRead = defineEventsRead('healthScores.preview', previewIn);

/** The book by a definition without problems; null before anything was computed. Within one snapshot of the database. */
export function previewIn(
  context: ReadContext,
  { definition }: { readonly definition: HealthDefinition },
): Answers['preview']['preview'] {
  const book = openStoredBook(context.database);
  if (book === null) return null;
  const preview = previewOf(compiledIn(context, definition), scoresInForce(context, book), book, () =>
    context.shouldStop(),
  );
  return withNames(preview, (row) => {
    const id = book.accounts[row]!;
    return { id, name: nameOf(context.database, id) };
  });
}

export const countsRead = defineRead(
  'healthScores.counts',
  ({ database }, _input: null): { counts: HealthCounts; scoredAt: number } | null => {
    const version = versionInForce(database);
    const row =
      version === null
        ? undefined
        : database
            .prepare(
              `SELECT r.created_at AS at, count(*) AS customers, count(*) FILTER (WHERE s.score < 50) AS red,
                 count(*) FILTER (WHERE s.score >= 50 AND s.score < 75) AS amber,
                 count(*) FILTER (WHERE s.score >= 75) AS green, count(*) FILTER (WHERE s.score IS NULL) AS none
               FROM health_runs r JOIN health_scores s ON s.run_id = r.id WHERE r.id = ${latestRun} AND tick()
               GROUP BY r.id`,
            )
            .get({ version: version.id });
    if (row === undefined) return null;
    const { at, ...counts } = row as HealthCounts & { at: number };
    return { counts, scoredAt: at };
  },
);

/** The last live run of a version. */
const latestRun = `(SELECT l.id FROM health_runs l WHERE l.version_id = @version AND l.kind = 'live' ORDER BY l.id DESC LIMIT 1)`;

export const accountsRead = defineRead(
  'healthScores.accounts',
  ({ database }, { band, cursor, limit }: AccountsInput): Answers['accounts'] => {
    const version = versionInForce(database);
    if (version === null) return { rows: [], total: 0, next: null };
    const start = cursor === null ? 0 : Number(cursor);
    if (!Number.isInteger(start) || start < 0)
      throw new HoldfastError('invalid_input', 'This list cannot be continued. Open it again.');
    const where = `FROM health_scores s JOIN current_accounts a ON a.account_id = s.account_id
      WHERE s.run_id = ${latestRun} AND ${band === null ? 'true' : bandSql[band]} AND tick()`;
    const total = Number(database.prepare(`SELECT count(*) ${where}`).pluck().get({ version: version.id }));
    const rows = database
      .prepare(
        `SELECT s.account_id AS id, coalesce(a.name, s.account_id) AS name, s.score, s.coverage ${where}
         ORDER BY s.score IS NULL, s.score, s.account_id LIMIT @limit OFFSET @start`,
      )
      .all({ version: version.id, limit, start }) as {
      id: string;
      name: string;
      score: number | null;
      coverage: number;
    }[];
    const next = start + rows.length;
    return {
      rows: rows.map((row) => ({ ...row, band: bandOf(row.score) })),
      total,
      next: next < total ? String(next) : null,
    };
  },
);
type AccountsInput = Required<NonNullable<ContractInputs['healthScores']['accounts']>>;

const bandSql = {
  red: 's.score < 50',
  amber: 's.score >= 50 AND s.score < 75',
  green: 's.score >= 75',
  none: 's.score IS NULL',
} as const;

export const accountRead = defineEventsRead('healthScores.account', accountIn);

/**
 * One account by the version in force, from the measures as they were last computed and the pulse as it is now; within one
 * snapshot of the database.
 */
export function accountIn(context: ReadContext, { id }: { readonly id: string }): AccountHealth {
  const { database } = context;
  const version = versionInForce(database);
  const book = openStoredBook(database);
  const pulse = latestPulse(database, id);
  const common = {
    version,
    snapshot: book?.snapshot ?? null,
    history: historyOf(database, id),
    pulse: pulse === null ? null : pulseOf(pulse, nowSeconds()),
  };
  if (version === null) return { state: 'no-version', ...common, breakdown: null };
  if (book === null) return { state: 'no-measures', ...common, breakdown: null };
  const row = book.placeOf(id);
  if (row < 0) return { state: 'no-customer', ...common, breakdown: null };
  const definition = compiledIn(context, definitionOf(database, version.id));
  const scored = scoreRow(definition, book, row);
  const { rules, name } = definition.sets[scored.set]!;
  const breakdown = breakdownOf(rules, scored, name);
  return { state: breakdown.score === null ? 'no-score' : 'scored', ...common, breakdown };
}

/** Every series of an account, by version and kind; that of the version that was published last comes last. */
function historyOf(database: ReadableDatabase, id: string): HealthSeries[] {
  const rows = database
    .prepare(
      `SELECT v.number, r.kind, r.as_of AS day, s.score, s.coverage
       FROM health_runs r JOIN health_versions v ON v.id = r.version_id
       JOIN health_scores s ON s.run_id = r.id AND s.account_id = ?
       ORDER BY (SELECT max(p.id) FROM health_publications p WHERE p.version_id = v.id), v.number, r.kind DESC, r.as_of`,
    )
    .all(id) as { number: number; kind: HealthSeries['kind']; day: string; score: number | null; coverage: number }[];
  const series = Map.groupBy(rows, ({ number, kind }) => `${number} ${kind}`);
  return [...series.values()].map((points) => ({
    kind: points[0]!.kind,
    versionNumber: points[0]!.number,
    points: points.map(({ day, score, coverage }) => ({ day, score, coverage })),
  }));
}
