import type { ColumnPreview } from '../../../../shared/contract/index.ts';
import type { ColumnProfile } from './column-profile.ts';
import { createColumnProfiler } from './column-profiler.ts';

export type Profiler = {
  /** Rows below the header; those of another width count by the cells that they have. */
  add(rows: readonly (readonly string[])[]): void;
  readonly rows: number;
  /** @param isWhole whether the file has no more rows than were added */
  end(isWhole: boolean): ColumnProfile[];
};

/** Different values are counted exactly up to this many a column; in very wide files up to fewer, so that memory stays bounded. */
const mostDistinct = 10_000;
const mostDistinctOfFile = 1_000_000;

/** Profiles columns while their rows come by. Memory does not grow with the file. */
export function createProfiler(header: readonly string[]): Profiler {
  const limit = Math.max(300, Math.min(mostDistinct, Math.floor(mostDistinctOfFile / Math.max(1, header.length))));
  const columns = header.map((column) => createColumnProfiler(column, limit));
  let rows = 0;
  return {
    add(batch) {
      rows += batch.length;
      for (const row of batch)
        for (let index = 0; index < columns.length; index++) columns[index]!.add(row[index] ?? '');
    },
    get rows() {
      return rows;
    },
    end: (isWhole) => columns.map((column) => column.end(rows, isWhole)),
  };
}

/** What the values of each column are. */
export function profileColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isWhole = true,
): ColumnProfile[] {
  const profiler = createProfiler(header);
  profiler.add(rows);
  return profiler.end(isWhole);
}

/** What a page is shown of a profile. */
export function columnPreview(profile: ColumnProfile): ColumnPreview {
  const { column, type, filled, distinct, distinctIsLeast, min, max, samples, dateFormats, decimals, personal } =
    profile;
  return { column, type, filled, distinct, distinctIsLeast, min, max, samples, dateFormats, decimals, personal };
}
