import { isHoldfastError } from '../../../shared/domain/errors.ts';
import { isBlankRow, readRows } from './sources/index.ts';
import type { FileHead, SourceRef } from './sources/index.ts';
import type { ColumnProfile } from './understand/column-profile.ts';
import { createProfiler, profileColumns } from './understand/profile.ts';

export type SourceProfile = {
  readonly profiles: ColumnProfile[];
  /** Rows that the profile is of, and whether these are all. */
  readonly rows: number;
  readonly isWhole: boolean;
};

/** Files up to this size are looked through at once: their evidence is worth the wait of a second. */
const mostAtOnce = 8 * 1024 * 1024;
/** Packed files are several times as large inside. */
const mostPackedAtOnce = 1024 * 1024;

/**
 * What the columns of a source table are: of every row where `scan` is set or the file is small, else of its head.
 * @throws cancelled; where `scan` is set also what is wrong with the rest of the file
 */
export async function profileSource(
  ref: SourceRef,
  head: FileHead,
  { scan = false, shouldStop = () => false }: { scan?: boolean; shouldStop?: () => boolean },
): Promise<SourceProfile> {
  // A head holds at most so many rows, and none of another width: it is the whole file only where it left nothing out.
  const isWhole = head.isWhole && head.rows.length === head.count;
  const ofHead = (): SourceProfile => ({
    profiles: profileColumns(head.header, head.rows, isWhole),
    rows: head.rows.length,
    isWhole,
  });
  if (isWhole) return ofHead();
  const isSmall = head.size <= (/\.(gz|zip|xlsx|xlsm|parquet)$/i.test(ref.name) ? mostPackedAtOnce : mostAtOnce);
  if (!scan && !isSmall) return ofHead();
  const profiler = createProfiler(head.header);
  try {
    await readRows(ref, head.dialect, {
      rows: (rows) => profiler.add(rows.filter((row) => !isBlankRow(row))),
      progress: () => {},
      shouldStop,
    });
  } catch (error) {
    // Nobody asked for the rest yet: the import will say what is wrong with it, and where.
    if (scan || (isHoldfastError(error) && error.code === 'cancelled')) throw error;
    return ofHead();
  }
  return { profiles: profiler.end(true), rows: profiler.rows, isWhole: true };
}
