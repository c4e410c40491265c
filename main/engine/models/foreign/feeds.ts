import { Tensor } from 'onnxruntime-node';
import { categoryCode } from '../features/categories.ts';
import type { ForeignColumn, ForeignInput, RunPlan } from './foreign-part.ts';

export type Feeds = Record<string, Tensor>;

/**
 * The inputs of a file for some rows of features.
 * @param values rows of the plan's features, NaN = missing
 */
export function feedsOf(plan: RunPlan, values: Float32Array, from: number, rows: number): Feeds {
  const places = new Map(plan.features.map((name, place) => [name, place]));
  const width = plan.features.length;
  const texts = new Map(plan.texts.map((text) => [categoryCode(text), text]));
  return Object.fromEntries(
    plan.inputs.map((input) => {
      const sources = input.columns.map((column) => sourceOf(column, places));
      const dims = input.rank === 1 ? [rows] : [rows, sources.length];
      const at = (place: number): number | string => {
        const source = sources[place % sources.length]!;
        if (source.place < 0) return source.missing;
        const value = values[(from + Math.floor(place / sources.length)) * width + source.place]!;
        return Number.isNaN(value) ? source.missing : value;
      };
      return [input.name, tensorOf(input, rows * sources.length, at, dims, texts)];
    }),
  );
}

type Source = { readonly place: number; readonly missing: number | string };

function sourceOf({ feature, missing }: ForeignColumn, places: ReadonlyMap<string, number>): Source {
  return { place: feature === null ? -1 : (places.get(feature) ?? -1), missing: missing ?? NaN };
}

function tensorOf(
  { type }: ForeignInput,
  size: number,
  at: (place: number) => number | string,
  dims: readonly number[],
  texts: ReadonlyMap<number, string>,
): Tensor {
  const number = (place: number): number => Number(at(place));
  switch (type) {
    case 'float':
      return new Tensor('float32', fill(new Float32Array(size), number), dims);
    case 'double':
      return new Tensor('float64', fill(new Float64Array(size), number), dims);
    case 'int32':
      return new Tensor(
        'int32',
        fill(new Int32Array(size), (place) => Math.round(number(place) || 0)),
        dims,
      );
    case 'int64':
      return new Tensor(
        'int64',
        BigInt64Array.from({ length: size }, (_, place) => BigInt(Math.round(number(place) || 0))),
        dims,
      );
    case 'bool':
      return new Tensor(
        'bool',
        fill(new Uint8Array(size), (place) => (number(place) > 0 ? 1 : 0)),
        dims,
      );
    case 'string':
      return new Tensor(
        'string',
        Array.from({ length: size }, (_, place) => textAt(at(place), texts)),
        dims,
      );
  }
}

function fill<Numbers extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  numbers: Numbers,
  at: (place: number) => number,
): Numbers {
  for (let place = 0; place < numbers.length; place++) numbers[place] = at(place);
  return numbers;
}

/** A category feature's number as the text that the file knows; a text that it does not know is given as none. */
function textAt(value: number | string, texts: ReadonlyMap<number, string>): string {
  if (typeof value === 'string') return value;
  return texts.get(value) ?? (texts.size > 0 || Number.isNaN(value) ? '' : String(value));
}
