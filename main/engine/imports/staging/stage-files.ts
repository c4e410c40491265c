import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { FileMapping, TableTotals } from '../../../../shared/contract/index.ts';
import { tableNames } from '../../../../shared/domain/tables.ts';
import { compileMapping, compileTransform, newColumnsFinding } from '../recipes/index.ts';
import { isRejectFile, unguarded } from '../reject-guard.ts';
import { readHead, readRows, refuseIfChanged, sourceLabel } from '../sources/index.ts';
import type { Dialect, FileHead, FilePrint, SourceNote } from '../sources/index.ts';
import { canScan, createScanPool, scanFile } from '../scan/index.ts';
import type { ScanPool } from '../scan/index.ts';
import { earlyPrints, readEarly } from './early-prints.ts';
import { importWithFile } from './known-files.ts';
import { emptyTotals, rejectInto } from './stage-rows.ts';
import { progressParts, stopCheck } from './staging-run.ts';
import type { ImportFile, StagedFile, StagingRun } from './staging-run.ts';
import { toldOnly } from './findings.ts';
import { noteFinding } from './source-notes.ts';

const millisecondsBetweenReports = 100;
/** Files from this size on are worth threads of their own. */
const largeFile = 32 * 1024 * 1024;
const mostThreads = 2;

/**
 * Events last: they find their accounts through subscriptions and contacts of the same set.
 * @param mayReadEarly whether large files may be read before they are known to be what they look like
 * @throws ReadTooEarly where one was not
 */
export async function stageFiles(
  files: readonly ImportFile[],
  run: StagingRun,
  mayReadEarly: boolean,
): Promise<StagedFile[]> {
  // Its threads get ready while the files are looked over.
  const pool = files.some(isLargeEventFile) ? createScanPool(Math.min(mostThreads, availableParallelism())) : null;
  try {
    if (pool === null) return await stageInOrder(files, run, pool, mayReadEarly);
    return await run.events.madeBy(pool.makeSegment, () => stageInOrder(files, run, pool, mayReadEarly));
  } finally {
    pool?.close();
  }
}

function isLargeEventFile({ path, part, mapping }: ImportFile): boolean {
  const size = part === null ? (statSync(path, { throwIfNoEntry: false })?.size ?? 0) : 0;
  return mapping.table === 'events' && size >= largeFile;
}

async function stageInOrder(
  files: readonly ImportFile[],
  run: StagingRun,
  pool: ScanPool | null,
  mayReadEarly: boolean,
): Promise<StagedFile[]> {
  const checkStop = stopCheck(run.context);
  const prints = await earlyPrints(
    files,
    run.staging.database,
    (file) => mayReadEarly && isLargeEventFile(file),
    () => run.context.shouldStop(),
  );
  const total = Math.max(
    1,
    prints.reduce((sum, { print: { bytes } }) => sum + bytes, 0),
  );
  const order = files.map((_, index) => index).sort((a, b) => place(files[a]) - place(files[b]) || a - b);
  const staged: StagedFile[] = [];
  let done = 0;
  for (const index of order) {
    const file = files[index]!;
    const early = prints[index]!;
    const { print } = early;
    checkStop();
    const twin = staged.find(
      (other) =>
        other?.sha256 === print.sha256 && other.part === file.part && other.mapping === JSON.stringify(file.mapping),
    );
    staged[index] = twin
      ? repeatFile(file, twin, run)
      : await readEarly(early, () =>
          readFile(
            file,
            index + 1,
            print,
            run,
            pool,
            // Between files of one table the first row of an id wins, so none of several may be left unread.
            isOnlyOfItsRows(file, files),
            (share) => (progressParts.reading * (done + share * print.bytes)) / total,
          ),
        );
    done += print.bytes;
  }
  return staged;
}

function isOnlyOfItsRows({ mapping: { table } }: ImportFile, files: readonly ImportFile[]): boolean {
  return table === 'events' || files.filter(({ mapping }) => mapping.table === table).length === 1;
}

const place = (file: ImportFile | undefined): number =>
  file?.mapping.table === 'events' ? tableNames.length : tableNames.indexOf(file?.mapping.table ?? 'events');

/** The same file twice in one set: everything in it has come before. */
function repeatFile(file: ImportFile, twin: StagedFile, { totals: all, repeated }: StagingRun): StagedFile {
  const totals = (all[twin.table] ??= emptyTotals());
  totals.read += twin.rows;
  totals.duplicate += twin.rows;
  (repeated[twin.table] ??= []).push(`${file.name}: the whole file`);
  return { ...twin, name: file.name };
}

async function readFile(
  file: ImportFile,
  number: number,
  print: FilePrint,
  run: StagingRun,
  pool: ScanPool | null,
  mayBeKnown: boolean,
  progressAt: (share: number) => number,
): Promise<StagedFile> {
  const { path, name, part, recipe, mapping } = file;
  const label = sourceLabel(file);
  const { database } = run.staging;
  const { table } = mapping;
  const totals = (run.totals[table] ??= emptyTotals());
  const mappingText = JSON.stringify(mapping);
  const staged = { name, part, recipe, table, sha256: print.sha256, bytes: print.bytes, mapping: mappingText };
  const known = mayBeKnown ? importWithFile(database, print.sha256, part, table, mappingText) : null;
  if (known) {
    totals.read += known.rows;
    totals.unchanged += known.rows;
    run.confirms.add(known.importId);
    run.known.push(`${label}: import ${known.importId}`);
    return { ...staged, header: known.header, rows: known.rows };
  }
  const head = await readHead(file, mapping);
  const dialect = dialectOf(head, print, mapping, run, name);
  const transform = compileTransform(mapping, head.header, label, run.pseudonyms);
  const plan = compileMapping(mapping, transform.header, label);
  const unknown = recipe === null ? null : newColumnsFinding(mapping, head.header, label);
  if (unknown) run.findings.push(unknown);
  const reject = rejectInto(database, number);
  // What later tables look up is settled by then.
  run.rows.settle(table);
  const events = table === 'events' ? run.events.sink(plan, number, reject) : null;
  const sink = events ?? run.rows.sink(plan, number, label, reject);
  let reportedAt = 0;
  database.exec('BEGIN');
  const handler = {
    progress(bytes: number) {
      if (Date.now() - reportedAt < millisecondsBetweenReports) return;
      reportedAt = Date.now();
      run.context.progress(progressAt(Math.min(1, bytes / Math.max(1, print.bytes))), {
        key: 'reading',
        values: { file: name, rows: sink.totals.read },
      });
    },
    shouldStop: () => run.context.shouldStop(),
    note(note: SourceNote) {
      run.findings.push(noteFinding(note, label, table));
    },
  };
  const { encoding, delimiter } = dialect;
  const spec = { path, name, size: print.bytes, encoding, delimiter, header: head.header, mapping, label };
  const scan = { spec, dialect, plan, transform, pool: print.bytes >= largeFile ? pool : null };
  const isMended = isRejectFile(head.header);
  if (events !== null && !isMended && isPlainText(file, print, dialect) && canScan(scan))
    await scanFile(scan, events, handler);
  else
    await readRows(file, dialect, {
      ...handler,
      rows: (rows, firstRow, badQuotes) =>
        sink.take(transform.apply(isMended ? rows.map((row) => row.map(unguarded)) : rows, firstRow, badQuotes)),
    });
  database.exec('COMMIT');
  await refuseIfChanged(path, name, print);
  for (const key of Object.keys(totals) as (keyof TableTotals)[]) totals[key] += sink.totals[key];
  (run.repeated[table] ??= []).push(...sink.repeated.map((text) => `${name}: ${text}`));
  if (head.renamed.length > 0) {
    run.findings.push({
      ...toldOnly,
      key: 'duplicate-headers',
      severity: 'info',
      table,
      count: head.renamed.length,
      text: `${name} has columns without a name of their own; they are called ${head.renamed.join(', ')}.`,
      examples: head.renamed.slice(0, 5),
    });
  }
  return { ...staged, header: head.header, rows: sink.totals.read };
}

/** Whether the bytes of the file are its text, in the encoding that it is said to have. */
function isPlainText({ part }: ImportFile, print: FilePrint, { encoding }: Dialect): boolean {
  return part === null && !print.isPacked && (print.isUtf8 || !/^utf-?8$/i.test(encoding));
}

/** Plain letters up to the head's end and other bytes later: such a file is what older programs write. It is told, not hidden. */
function dialectOf(head: FileHead, print: FilePrint, mapping: FileMapping, run: StagingRun, name: string): Dialect {
  const isOpen = head.dialect.encoding === 'utf-8' && mapping.encoding === undefined && head.isPlain;
  if (!isOpen || print.isUtf8 || print.isPacked) return head.dialect;
  const text = `${name} is not UTF-8 throughout; it was read as windows-1252. Choose its encoding if letters look wrong.`;
  run.findings.push({
    ...toldOnly,
    key: 'encoding-assumed',
    severity: 'warning',
    table: mapping.table,
    count: 1,
    text,
    examples: [name],
  });
  return { ...head.dialect, encoding: 'windows-1252' };
}
