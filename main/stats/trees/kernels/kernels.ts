import { kernelBytes } from './module.ts';

/**
 * The hot loops of training. All arguments are addresses in bytes. Row numbers are int32, bins uint8, pairs and cells
 * two float64 each. Rows and lists are never empty. Pairs lie on a power-of-two grid (gradients.ts), so every sum is exact, and
 * both kinds of kernels give the same bits.
 */
export interface Kernels {
  /** For rows: for features f = 0 …: cell at list[f] + 16 · bins[row · width + f] += pairs[row]. */
  addNeighbours(
    rows: number,
    rowsEnd: number,
    bins: number,
    width: number,
    list: number,
    listEnd: number,
    pairs: number,
  ): void;
  /** The same, where the list holds (place in the row, cell) for each feature. */
  addChosen(
    rows: number,
    rowsEnd: number,
    bins: number,
    width: number,
    list: number,
    listEnd: number,
    pairs: number,
  ): void;
  subtract(from: number, fromEnd: number, by: number): void;
  /**
   * Walks over the cuts after the cells from `at` to `end` (an even number of cells, at least two), two at a time, with the
   * sums before them, and stops at the first two of which one has
   * gradient²/left + other²/right > highest, where left = packed · scale + l2, right = allHessian − left and
   * other = allGradient − gradient. No division is made: both sides are multiplied by left · right.
   *
   * @returns the address of these cells, or `end`; the sums before them are at `state` (two float64)
   */
  screen(
    at: number,
    end: number,
    state: number,
    gradient: number,
    packed: number,
    allGradient: number,
    allHessian: number,
    scale: number,
    l2: number,
    highest: number,
  ): number;
}

/** WebAssembly as far as it is used here; absent where the host forbids it. */
interface WebAssemblyHost {
  Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => TreeMemory;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: { host: { memory: TreeMemory } }) => { exports: unknown };
}

/** A WebAssembly memory, or a plain buffer where there is no WebAssembly. Can be sent to other threads when shared. */
export interface TreeMemory {
  readonly buffer: ArrayBufferLike;
}

const host = (globalThis as { WebAssembly?: unknown }).WebAssembly as WebAssemblyHost | undefined;

const pageSize = 65_536;

/** @param kind `plain` does without WebAssembly */
export function createMemory(bytes: number, shared: boolean, kind: 'wasm' | 'plain' = 'wasm'): TreeMemory {
  const pages = Math.ceil(bytes / pageSize);
  if (kind === 'plain' || host === undefined)
    return { buffer: shared ? new SharedArrayBuffer(pages * pageSize) : new ArrayBuffer(pages * pageSize) };
  return shared
    ? new host.Memory({ initial: pages, maximum: pages, shared: true })
    : new host.Memory({ initial: pages });
}

/** Compiled once, so that what the runtime has learned about the loops is kept from training to training. */
const modules = new Map<boolean, object>();

export function kernelsOf(memory: TreeMemory): Kernels {
  if (host === undefined || !(memory instanceof host.Memory)) return plainKernels(memory.buffer);
  const shared = memory.buffer instanceof SharedArrayBuffer;
  const module = modules.get(shared) ?? new host.Module(kernelBytes(shared));
  modules.set(shared, module);
  return new host.Instance(module, { host: { memory } }).exports as Kernels;
}

/** The same in plain typed arrays, for hosts without WebAssembly; also what the tests hold the kernels against. */
export function plainKernels(buffer: ArrayBufferLike): Kernels {
  const numbers = new Int32Array(buffer);
  const bytes = new Uint8Array(buffer);
  const values = new Float64Array(buffer);
  return {
    addNeighbours: (rows, rowsEnd, bins, width, list, listEnd, pairs) => {
      const first = list >>> 2;
      const count = (listEnd - list) >>> 2;
      for (let at = rows >>> 2; at < rowsEnd >>> 2; at++) {
        const row = numbers[at]!;
        const gradient = values[(pairs >>> 3) + 2 * row]!;
        const hessian = values[(pairs >>> 3) + 2 * row + 1]!;
        const line = bins + row * width;
        for (let feature = 0; feature < count; feature++) {
          const cell = (numbers[first + feature]! >>> 3) + 2 * bytes[line + feature]!;
          values[cell]! += gradient;
          values[cell + 1]! += hessian;
        }
      }
    },
    addChosen: (rows, rowsEnd, bins, width, list, listEnd, pairs) => {
      for (let at = rows >>> 2; at < rowsEnd >>> 2; at++) {
        const row = numbers[at]!;
        const gradient = values[(pairs >>> 3) + 2 * row]!;
        const hessian = values[(pairs >>> 3) + 2 * row + 1]!;
        const line = bins + row * width;
        for (let entry = list >>> 2; entry < listEnd >>> 2; entry += 2) {
          const cell = (numbers[entry + 1]! >>> 3) + 2 * bytes[line + numbers[entry]!]!;
          values[cell]! += gradient;
          values[cell + 1]! += hessian;
        }
      }
    },
    subtract: (from, fromEnd, by) => {
      for (let at = from >>> 3, other = by >>> 3; at < fromEnd >>> 3; at++, other++) values[at]! -= values[other]!;
    },
    screen: (start, end, state, gradient, packed, allGradient, allHessian, scale, l2, highest) => {
      let at = start;
      const isHigher = (g: number, p: number): boolean => {
        const left = p * scale + l2;
        const right = allHessian - left;
        const other = allGradient - g;
        return g * g * right + other * other * left > highest * left * right;
      };
      for (; at < end; at += 32) {
        const cell = at >>> 3;
        const gradients = [gradient + values[cell]!, gradient + values[cell]! + values[cell + 2]!] as const;
        const packeds = [packed + values[cell + 1]!, packed + values[cell + 1]! + values[cell + 3]!] as const;
        if (isHigher(gradients[0], packeds[0]) || isHigher(gradients[1], packeds[1])) break;
        gradient = gradients[1];
        packed = packeds[1];
      }
      values[state >>> 3] = gradient;
      values[(state >>> 3) + 1] = packed;
      return Math.min(at, end);
    },
  };
}
