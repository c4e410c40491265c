import type { FileMapping, TableTotals } from '../../../shared/contract/index.ts';
import { tableNames } from '../../../shared/domain/tables.ts';
import { compileMapping } from './compile-mapping.ts';
import { readHead } from './dialect.ts';
import type { Dialect, FileHead } from './dialect.ts';
import { importWithFile } from './known-files.ts';
import { fingerprint, readRows, refuseIfChanged } from './read-file.ts';
import type { FilePrint } from './read-file.ts';
import { createRowsSink, emptyTotals, rejectInto } from './stage-rows.ts';
import { progressParts, stopCheck } from './staging-run.ts';
import type { ImportFile, StagedFile, StagingRun } from './staging-run.ts';

const millisecondsBetweenReports = 100;

/** Events last: they find their accounts through subscriptions and contacts of the same set. */
export async function stageFiles(files: readonly ImportFile[], run: StagingRun): Promise<StagedFile[]> {
  const checkStop = stopCheck(run.context);
  const prints: FilePrint[] = [];
  for (const { path, name } of files) prints.push(await fingerprint(path, name, () => run.context.shouldStop()));
  const total = Math.max(
    1,
    prints.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const order = files.map((_, index) => index).sort((a, b) => place(files[a]) - place(files[b]) || a - b);
  const staged: StagedFile[] = [];
  let done = 0;
  for (const index of order) {
    const file = files[index]!;
    const print = prints[index]!;
    checkStop();
    const twin = staged.find(
      (other) => other?.sha256 === print.sha256 && other.mapping === JSON.stringify(file.mapping),
    );
    staged[index] = twin
      ? repeatFile(file, twin, run)
      : await readFile(
          file,
          index + 1,
          print,
          run,
          // Between files of one table the first row of an id wins, so none of several may be left unread.
          isOnlyOfItsRows(file, files),
          (share) => (progressParts.reading * (done + share * print.bytes)) / total,
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
  mayBeKnown: boolean,
  progressAt: (share: number) => number,
): Promise<StagedFile> {
  const { path, name, mapping } = file;
  const { database } = run.staging;
  const { table } = mapping;
  const totals = (run.totals[table] ??= emptyTotals());
  const mappingText = JSON.stringify(mapping);
  const staged = { name, table, sha256: print.sha256, bytes: print.bytes, mapping: mappingText };
  const known = mayBeKnown ? importWithFile(database, print.sha256, table, mappingText) : null;
  if (known) {
    totals.read += known.rows;
    totals.unchanged += known.rows;
    run.confirms.add(known.importId);
    run.known.push(`${name}: import ${known.importId}`);
    return { ...staged, rows: known.rows };
  }
  const head = await readHead(path, name, mapping);
  const dialect = dialectOf(head, print, mapping, run, name);
  const plan = compileMapping(mapping, head.header, name);
  const reject = rejectInto(database, number);
  const sink =
    table === 'events' ? run.events.sink(plan, number, reject) : createRowsSink(database, plan, number, reject);
  let reportedAt = 0;
  database.exec('BEGIN');
  await readRows(path, name, dialect, {
    rows: (rows, firstRow, badQuotes) => sink.take(rows, firstRow, badQuotes),
    progress(bytes) {
      if (Date.now() - reportedAt < millisecondsBetweenReports) return;
      reportedAt = Date.now();
      run.context.progress(progressAt(Math.min(1, bytes / Math.max(1, print.bytes))), {
        key: 'reading',
        values: { file: name, rows: sink.totals.read },
      });
    },
    shouldStop: () => run.context.shouldStop(),
  });
  database.exec('COMMIT');
  await refuseIfChanged(path, name, print);
  for (const key of Object.keys(totals) as (keyof TableTotals)[]) totals[key] += sink.totals[key];
  (run.repeated[table] ??= []).push(...sink.repeated.map((text) => `${name}: ${text}`));
  if (head.renamed.length > 0) {
    run.findings.push({
      key: 'duplicate-headers',
      severity: 'info',
      table,
      count: head.renamed.length,
      text: `${name} has columns without a name of their own; they are called ${head.renamed.join(', ')}.`,
      examples: head.renamed.slice(0, 5),
    });
  }
  return { ...staged, rows: sink.totals.read };
}

/** Plain letters up to the head's end and other bytes later: such a file is what older programs write. It is told, not hidden. */
function dialectOf(head: FileHead, print: FilePrint, mapping: FileMapping, run: StagingRun, name: string): Dialect {
  const isOpen = head.dialect.encoding === 'utf-8' && mapping.encoding === undefined && head.isPlain;
  if (!isOpen || print.isUtf8 || print.isPacked) return head.dialect;
  const text = `${name} is not UTF-8 throughout; it was read as windows-1252. Choose its encoding if letters look wrong.`;
  run.findings.push({
    key: 'encoding-assumed',
    severity: 'warning',
    table: mapping.table,
    count: 1,
    text,
    examples: [name],
  });
  return { ...head.dialect, encoding: 'windows-1252' };
}
