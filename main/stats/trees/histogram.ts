import type { BinnedColumn } from './binning.ts';

/** Numbers a bin holds in a histogram: gradient, hessian, rows. */
export const cellSize = 3;

/**
 * The binned features row by row: `cells[row * width + feature]` is where that row's bin begins in a histogram. Row by
 * row, because a row's gradient is then read once for all features (twice as fast as feature by feature).
 */
export interface CellMatrix {
  cells: Uint16Array | Uint32Array;
  width: number;
  /** Where each feature's bins begin in a histogram. */
  offsets: Int32Array;
  /** Length of a histogram. */
  length: number;
}

export function createCellMatrix(columns: readonly BinnedColumn[], rowCount: number): CellMatrix {
  const width = columns.length;
  const offsets = new Int32Array(width);
  let length = 0;
  columns.forEach((column, feature) => {
    offsets[feature] = length;
    length += cellSize * (column.valueBins + 1);
  });
  const cells = length <= 65536 ? new Uint16Array(rowCount * width) : new Uint32Array(rowCount * width);
  columns.forEach(({ bins }, feature) => {
    const offset = offsets[feature]!;
    for (let row = 0, place = feature; row < rowCount; row++, place += width) {
      cells[place] = offset + cellSize * bins[row]!;
    }
  });
  return { cells, width, offsets, length };
}

/**
 * The hot loop of training, kept as one replaceable function: adds the gradient, the hessian and 1 of each of the rows
 * rows[start … end) to its bins. `gathered` holds gradient and hessian interleaved, in the order of these rows.
 * Gradients lie on a power-of-two grid (see gradients.ts), so sums are exact and independent of the order of additions.
 */
export type HistogramBuilder = (
  matrix: CellMatrix,
  features: Int32Array,
  rows: Int32Array,
  start: number,
  end: number,
  gathered: Float64Array,
  out: Float64Array,
) => void;

export const buildHistogram: HistogramBuilder = (matrix, features, rows, start, end, gathered, out) => {
  const { cells, width } = matrix;
  if (features.length === width) addAll(cells, width, rows, start, end, gathered, out);
  else addChosen(cells, width, features, rows, start, end, gathered, out);
};

function addAll(
  cells: Uint16Array | Uint32Array,
  width: number,
  rows: Int32Array,
  start: number,
  end: number,
  gathered: Float64Array,
  out: Float64Array,
): void {
  let position = 0;
  for (let index = start; index < end; index++) {
    const gradient = gathered[position]!;
    const hessian = gathered[position + 1]!;
    position += 2;
    const first = rows[index]! * width;
    for (let place = first; place < first + width; place++) {
      const cell = cells[place]!;
      out[cell]! += gradient;
      out[cell + 1]! += hessian;
      out[cell + 2]! += 1;
    }
  }
}

function addChosen(
  cells: Uint16Array | Uint32Array,
  width: number,
  features: Int32Array,
  rows: Int32Array,
  start: number,
  end: number,
  gathered: Float64Array,
  out: Float64Array,
): void {
  let position = 0;
  const count = features.length;
  for (let index = start; index < end; index++) {
    const gradient = gathered[position]!;
    const hessian = gathered[position + 1]!;
    position += 2;
    const first = rows[index]! * width;
    for (let chosen = 0; chosen < count; chosen++) {
      const cell = cells[first + features[chosen]!]!;
      out[cell]! += gradient;
      out[cell + 1]! += hessian;
      out[cell + 2]! += 1;
    }
  }
}

/** The larger child is the parent without the smaller one: half of the rows are never read. Works in place. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let index = 0; index < parent.length; index++) parent[index]! -= child[index]!;
}

export interface HistogramPool {
  /** A buffer of zeros. */
  take(): Float64Array;
  give(buffer: Float64Array): void;
}

/** Buffers are reused from tree to tree. */
export function createHistogramPool(length: number): HistogramPool {
  const free: Float64Array[] = [];
  return {
    take: () => free.pop()?.fill(0) ?? new Float64Array(length),
    give: (buffer) => {
      free.push(buffer);
    },
  };
}
