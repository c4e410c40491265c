import type { Code, WasmFunction } from './assemble.ts';
import {
  anyTrue,
  assembleModule,
  f64,
  f64x2Add,
  f64x2Greater,
  f64x2Multiply,
  f64x2ReplaceSecond,
  f64x2Splat,
  f64x2Subtract,
  firstLanes,
  flat,
  i32,
  i32Add,
  i32Const,
  i32LessUnsigned,
  i32Load,
  i32LoadByte,
  i32Multiply,
  i32ShiftLeft,
  localGet,
  localSet,
  localTee,
  repeatWhile,
  returnLocalIf,
  secondLanes,
  v128,
  v128Load,
  v128Store,
} from './assemble.ts';

/** Features are handled four at a time, so lists are filled up to a multiple of it. */
export const unrolled = 4;

// Parameters of both histogram kernels: addresses in bytes, `width` = bytes of a row of bins.
const row = 0; // first row number; walks to `rowsEnd`
const rowsEnd = 1;
const bins = 2;
const width = 3;
const list = 4;
const listEnd = 5;
const pairs = 6;
// Locals.
const line = 7; // where the row's bins are
const entry = 8; // walks through `list`
const rowNumber = 9;
const cell = 10;
const pair = 11; // gradient and packed hessian of the row

/** cell = base + 16 · bin; the pair at `cell` += the row's pair */
const addToCell = (loadBin: Code, loadBase: Code): Code =>
  flat(
    ...[loadBin, i32Const(4), i32ShiftLeft, loadBase, i32Add, localTee(cell)],
    ...[localGet(cell), v128Load(), localGet(pair), f64x2Add, v128Store()],
  );

const eachRow = (eachFeature: Code): Code =>
  repeatWhile(
    // line = bins + width · (rowNumber = the row)
    ...[localGet(bins), localGet(row), i32Load(), localTee(rowNumber), localGet(width), i32Multiply, i32Add],
    localSet(line),
    // pair = pairs[rowNumber]
    ...[localGet(pairs), localGet(rowNumber), i32Const(4), i32ShiftLeft, i32Add, v128Load(), localSet(pair)],
    ...[localGet(list), localSet(entry)],
    eachFeature,
    // on to the next row
    ...[localGet(row), i32Const(4), i32Add, localTee(row), localGet(rowsEnd), i32LessUnsigned],
  );

const four = [0, 1, 2, 3];
const moveOn = (bytes: number): Code[] => [
  localGet(entry),
  i32Const(bytes),
  i32Add,
  localTee(entry),
  localGet(listEnd),
  i32LessUnsigned,
];

const locals = [i32, i32, i32, i32, v128];

/** Adds rows to the histograms of neighbouring features; `list` holds the address of each feature's first cell. */
const neighbours: WasmFunction = {
  name: 'addNeighbours',
  parameters: Array<number>(7).fill(i32),
  answers: false,
  locals,
  body: eachRow(
    repeatWhile(
      ...four.map((k) => addToCell(flat(localGet(line), i32LoadByte(k)), flat(localGet(entry), i32Load(4 * k)))),
      ...[localGet(line), i32Const(4), i32Add, localSet(line)],
      ...moveOn(16),
    ),
  ),
};

/** Adds rows to the histograms of any features; `list` holds each feature's place in a row, then its first cell. */
const chosen: WasmFunction = {
  name: 'addChosen',
  parameters: Array<number>(7).fill(i32),
  answers: false,
  locals,
  body: eachRow(
    repeatWhile(
      ...four.map((k) =>
        addToCell(
          flat(localGet(line), localGet(entry), i32Load(8 * k), i32Add, i32LoadByte()),
          flat(localGet(entry), i32Load(8 * k + 4)),
        ),
      ),
      ...moveOn(32),
    ),
  ),
};

/** from[…] −= by[…], pair by pair, until `fromEnd`. */
const subtract: WasmFunction = {
  name: 'subtract',
  parameters: [i32, i32, i32],
  answers: false,
  locals: [],
  body: repeatWhile(
    ...[localGet(0), localGet(0), v128Load(), localGet(2), v128Load(), f64x2Subtract, v128Store()],
    ...[localGet(2), i32Const(16), i32Add, localSet(2)],
    ...[localGet(0), i32Const(16), i32Add, localTee(0), localGet(1), i32LessUnsigned],
  ),
};

// Parameters of `screen`, see kernels.ts.
const at = 0;
const end = 1;
const state = 2;
const [gradient, packed, allGradient, allHessian, scale, l2, highest] = [3, 4, 5, 6, 7, 8, 9] as const;
// Locals: sums up to the cells before, with one cell more, with two; then of two cuts at once.
const before = 10;
const one = 11;
const two = 12;
const gradients = 13;
const lefts = 14;
const rights = 15;
const others = 16;
// Parameters in both lanes.
const [bothGradient, bothHessian, bothScale, bothL2, bothHighest] = [17, 18, 19, 20, 21] as const;

const inBothLanes = (from: number, to: number): Code => flat(localGet(from), f64x2Splat, localSet(to));

/** Walks over cuts two at a time until one of them may beat the highest. */
const screen: WasmFunction = {
  name: 'screen',
  parameters: [i32, i32, i32, f64, f64, f64, f64, f64, f64, f64],
  answers: true,
  locals: Array<number>(12).fill(v128),
  body: flat(
    ...[localGet(gradient), f64x2Splat, localGet(packed), f64x2ReplaceSecond, localSet(before)],
    inBothLanes(allGradient, bothGradient),
    inBothLanes(allHessian, bothHessian),
    inBothLanes(scale, bothScale),
    inBothLanes(l2, bothL2),
    inBothLanes(highest, bothHighest),
    repeatWhile(
      ...[localGet(state), localGet(before), v128Store()],
      ...[localGet(before), localGet(at), v128Load(), f64x2Add, localTee(one)],
      ...[localGet(at), v128Load(16), f64x2Add, localSet(two)],
      ...[localGet(one), localGet(two), firstLanes, localSet(gradients)],
      // left = packed · scale + l2, right = all − left
      ...[localGet(one), localGet(two), secondLanes, localGet(bothScale), f64x2Multiply],
      ...[localGet(bothL2), f64x2Add, localSet(lefts)],
      ...[localGet(bothHessian), localGet(lefts), f64x2Subtract, localSet(rights)],
      ...[localGet(bothGradient), localGet(gradients), f64x2Subtract, localSet(others)],
      // gradient² · right + other² · left > highest · left · right
      ...[localGet(gradients), localGet(gradients), f64x2Multiply, localGet(rights), f64x2Multiply],
      ...[localGet(others), localGet(others), f64x2Multiply, localGet(lefts), f64x2Multiply, f64x2Add],
      ...[localGet(bothHighest), localGet(lefts), f64x2Multiply, localGet(rights), f64x2Multiply],
      ...[f64x2Greater, anyTrue, returnLocalIf(at)],
      ...[localGet(two), localSet(before)],
      ...[localGet(at), i32Const(32), i32Add, localTee(at), localGet(end), i32LessUnsigned],
    ),
    ...[localGet(state), localGet(before), v128Store()],
    localGet(end),
  ),
};

export function kernelBytes(shared: boolean): Uint8Array<ArrayBuffer> {
  return assembleModule([neighbours, chosen, subtract, screen], shared);
}
