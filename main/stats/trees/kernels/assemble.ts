/**
 * The few WebAssembly instructions that the kernels need, as bytes (WebAssembly core specification 2.0, section 5).
 * A body is written as a list of instructions; `flat` joins them.
 */
export type Code = readonly number[];

export const flat = (...parts: readonly Code[]): number[] => parts.flat();

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

export const i32 = 0x7f;
export const f64 = 0x7c;
export const v128 = 0x7b;

export const localGet = (index: number): Code => [0x20, ...unsigned(index)];
export const localSet = (index: number): Code => [0x21, ...unsigned(index)];
export const localTee = (index: number): Code => [0x22, ...unsigned(index)];
/** Numbers from 0 to 63: one byte in signed LEB128. */
export const i32Const = (small: number): Code => [0x41, small];
export const i32Add: Code = [0x6a];
export const i32Multiply: Code = [0x6c];
export const i32ShiftLeft: Code = [0x74];
export const i32LessUnsigned: Code = [0x49];
/** Loads and stores: alignment as a power of two, then the fixed distance from the address on the stack. */
export const i32Load = (distance = 0): Code => [0x28, 2, ...unsigned(distance)];
export const i32LoadByte = (distance = 0): Code => [0x2d, 0, ...unsigned(distance)];
export const v128Load = (distance = 0): Code => [0xfd, 0x00, 4, ...unsigned(distance)];
export const v128Store = (distance = 0): Code => [0xfd, 0x0b, 4, ...unsigned(distance)];
/** The same number in both lanes. */
export const f64x2Splat: Code = [0xfd, 0x14];
export const f64x2ReplaceSecond: Code = [0xfd, 0x22, 1];
export const f64x2Add: Code = [0xfd, 0xf0, 0x01];
export const f64x2Subtract: Code = [0xfd, 0xf1, 0x01];
export const f64x2Multiply: Code = [0xfd, 0xf2, 0x01];
export const f64x2Greater: Code = [0xfd, 0x4a];
export const anyTrue: Code = [0xfd, 0x53];
/** Of two vectors on the stack, the first lanes of both. */
export const firstLanes: Code = [0xfd, 0x0d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
export const secondLanes: Code = [0xfd, 0x0d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];
/** Ends the function where the condition on the stack holds, with the value of a local. */
export const returnLocalIf = (local: number): Code => [0x04, 0x40, ...localGet(local), 0x0f, 0x0b];

/** Repeats its body while the condition that the body leaves on the stack holds; the body runs at least once. */
export const repeatWhile = (...body: readonly Code[]): Code => [0x03, 0x40, ...body.flat(), 0x0d, 0x00, 0x0b];

export interface WasmFunction {
  name: string;
  parameters: readonly number[];
  /** Whether it returns an i32. */
  answers: boolean;
  /** Further locals, in order. */
  locals: readonly number[];
  body: Code;
}

/**
 * A module that imports its memory, of any size, as `host.memory` and exports the functions.
 *
 * @param shared whether threads share the memory; a shared one must name the most pages that it may have
 */
export function assembleModule(functions: readonly WasmFunction[], shared: boolean): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, answers }) => [
    0x60,
    ...vector(parameters.map((type) => [type])),
    ...vector(answers ? [[i32]] : []),
  ]);
  const limits = shared ? [0x03, 1, ...unsigned(65_536)] : [0x00, 1];
  const code = functions.map(({ locals, body }) => {
    const bytes = [...vector(locals.map((type) => [1, type])), ...body, 0x0b];
    return [...unsigned(bytes.length), ...bytes];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([[...name('host'), ...name('memory'), 0x02, ...limits]])),
    ...section(3, vector(functions.map((_unused, index) => unsigned(index)))),
    ...section(7, vector(functions.map((one, index) => [...name(one.name), 0x00, ...unsigned(index)]))),
    ...section(10, vector(code)),
  ]);
}

function vector(items: readonly Code[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, bytes: Code): number[] {
  return [id, ...unsigned(bytes.length), ...bytes];
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...Array.from(text, (letter) => letter.charCodeAt(0))];
}
