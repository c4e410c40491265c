import { setImmediate } from 'node:timers/promises';
import { cancelled, HoldfastError } from '../../../../shared/domain/errors.ts';
import type { RowPlan, RowTransform } from '../recipes/index.ts';
import type { Dialect, RowsHandler } from '../sources/index.ts';
import type { EventSink } from '../staging/event-room.ts';
import { openFileBytes } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';
import { scanBlock } from './scan-block.ts';
import type { PoolBlock, ScanPool } from './scan-pool.ts';
import { scanColumns } from './scan-columns.ts';
import { blockBytes, createScanSlot } from './scan-slot.ts';
import type { ScannedBlock, ScanSlot } from './scan-slot.ts';
import { scannerFor } from './scan-spec.ts';
import type { ScanSpec } from './scan-spec.ts';
import { createSlowRows } from './slow-rows.ts';
import { createScannedTexts } from './take-scanned.ts';
import type { ScannedTexts } from './take-scanned.ts';
import { textCode } from './text-code.ts';

export type ScanRequest = {
  readonly spec: Omit<ScanSpec, 'idSeeds'>;
  readonly dialect: Dialect;
  readonly plan: RowPlan;
  readonly transform: RowTransform;
  /** Null where this thread does it alone. */
  readonly pool: ScanPool | null;
  /** Sizes in bytes, for tests; others than the usual ones change nothing but time. */
  readonly block?: number;
  readonly overlap?: number;
};

const usualOverlap = 256 * 1024;

/** Whether rows of such a file can be scanned; all others are read by the general parser. */
export function canScan(request: Pick<ScanRequest, 'spec' | 'dialect' | 'plan' | 'transform'>): boolean {
  const { dialect, plan, transform, spec } = request;
  if (dialect.kind !== 'text' || dialect.newline !== '\n' || transform.changesRows) return false;
  if (plan.mapping.table !== 'events' || plan.mapping.keepWhere.length > 0 || plan.width < 2) return false;
  const delimiter = dialect.delimiter.charCodeAt(0);
  if (dialect.delimiter.length !== 1 || delimiter > 127 || delimiter < 9 || dialect.delimiter === '"') return false;
  if (dialect.delimiter === '\n' || dialect.delimiter === '\r') return false;
  return textCode(spec.encoding) !== null && scanColumns(plan) !== null;
}

/**
 * Takes an event file into a sink from its bytes. Whatever is odd in it goes through the parser and the sink's own way, row by row, so
 * that what comes out is the same.
 * @throws file_unreadable, cancelled, conflict where the file shrinks meanwhile
 */
export async function scanFile(
  request: ScanRequest,
  sink: EventSink,
  handler: Pick<RowsHandler, 'progress' | 'shouldStop'>,
): Promise<void> {
  const spec: ScanSpec = { ...request.spec, idSeeds: sink.room.ids.seeds };
  const file = openFileBytes(spec.path, spec.name);
  try {
    await scanRows({ ...request, spec }, file, sink, handler);
  } finally {
    file.close();
  }
}

async function scanRows(
  request: ScanRequest & { readonly spec: ScanSpec },
  file: FileBytes,
  sink: EventSink,
  handler: Pick<RowsHandler, 'progress' | 'shouldStop'>,
): Promise<void> {
  const { spec, plan, pool, block: length = blockBytes, overlap = usualOverlap } = request;
  const { size } = spec;
  const columns = scanColumns(plan);
  const scanner = scannerFor(spec, plan);
  if (columns === null || scanner === null) throw new HoldfastError('internal', 'This file cannot be scanned.');
  const createSlot = (): ScanSlot =>
    createScanSlot(
      columns.texts.length,
      plan.sources.some(({ field }) => field.name === 'event_id'),
      length,
    );
  const newTexts = (): ScannedTexts => createScannedTexts(sink.room, columns.texts);
  const own = { slot: createSlot(), texts: newTexts() };
  const slow = createSlowRows(request, file, sink);
  let position = slow.skipHeader();

  function take(block: ScannedBlock, slot: ScanSlot, texts: ScannedTexts): void {
    if (block.hasZero) throw slow.zeroByte();
    let from = 0;
    for (const { at, from: start, to, rows } of block.odd) {
      takeFast(block, slot, texts, from, at, start);
      slow.take(block.base + start, block.base + to, rows);
      from = at;
    }
    takeFast(block, slot, texts, from, block.count, block.to - block.base);
    position = block.to;
  }

  function takeFast(
    { base }: ScannedBlock,
    slot: ScanSlot,
    texts: ScannedTexts,
    from: number,
    to: number,
    end: number,
  ): void {
    if (from === to) return;
    const firstRow = slow.nextRow();
    const place = (row: number): [number, number, number] => [
      base + slot.starts[row]!,
      base + (row + 1 < to ? slot.starts[row + 1]! : end),
      firstRow + row - from,
    ];
    texts.take({
      slot,
      from,
      to,
      firstRow,
      slowly: (row) => slow.takeRow(...place(row)),
      rawOf: (row) => slow.rawOf(...place(row)),
    });
    slow.skipRows(to - from);
  }

  /** Up to where rows start that belong to the next block. */
  function takeHere(wanted: number): void {
    while (position < wanted) {
      const before = position;
      const block = scanBlock(scanner!, file, size, { from: position, wanted, isExact: true, overlap }, own.slot);
      own.texts.add(block.texts, block.startsAnew);
      take(block, own.slot, own.texts);
      if (position === before) position = slow.finishRow(position);
    }
  }

  function step(): void {
    if (handler.shouldStop()) throw cancelled('The import');
    handler.progress(position);
  }

  if (pool === null) {
    while (position < size) {
      step();
      takeHere(Math.min(size, position + length));
      await setImmediate();
    }
    return;
  }

  const threads = pool.start(spec, createSlot);
  const textsOf = Array.from({ length: pool.threads }, newTexts);
  const asked: { answer: Promise<PoolBlock>; wanted: number }[] = [];
  const first = position;
  let next = first;
  while (position < size) {
    step();
    while (next < size && threads.hasRoom()) {
      const wanted = Math.min(size, next + length);
      const answer = threads.scan({ from: next, wanted, isExact: next === first, overlap });
      // Looked at in its turn, which may never come.
      answer.catch(() => undefined);
      asked.push({ answer, wanted });
      next = wanted;
    }
    const { answer, wanted } = asked.shift()!;
    const { block, slot, thread, done } = await answer;
    const texts = textsOf[thread]!;
    texts.add(block.texts, block.startsAnew);
    // Where a line ends inside quotes a block may have been started in the middle of a row.
    if (block.from === position) take(block, slot, texts);
    done();
    takeHere(wanted);
    const behind = sink.room.keptUp();
    if (behind !== null) await behind;
  }
}
