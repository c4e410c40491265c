import { attributeOf, intsOf, numbersOf } from '../../onnx/attributes.ts';
import { tensorNumbers } from '../../onnx/proto.ts';
import type { OnnxModel, OnnxNode } from '../../onnx/proto.ts';
import type { RunPlan } from '../foreign-part.ts';

/** One column of a tensor, as it comes from one feature by steps that look at nothing else. */
export type Column = {
  /** Place among the plan's features; -1 where the column is the same for all accounts. */
  readonly feature: number;
  /** Of a value that is there (of any, where `feature` is -1). As the runtime computes it, in float32. */
  apply(value: number): number;
  /** Of a missing one; NaN where it stays missing. */
  readonly whenMissing: number;
  /** apply(x) = slope · x + offset; null where it is no straight line. */
  readonly line: { readonly slope: number; readonly offset: number } | null;
};

type Known = Map<string, readonly Column[]>;

/** The tensors that can be followed back to single features, through scaling, filling in and picking of columns. */
export function followColumns(model: OnnxModel, plan: RunPlan): Known {
  const known: Known = new Map(
    plan.inputs.flatMap((input) => {
      if (input.type === 'string' || input.type === 'bool') return [];
      return [
        [input.name, input.columns.map((column) => fromFeature(column, plan, input.type.startsWith('int')))] as const,
      ];
    }),
  );
  const constants = new Map((model.graph?.initializer ?? []).map((one) => [one.name ?? '', tensorNumbers(one)]));
  for (const node of model.graph?.node ?? []) {
    if (node.opType === 'Constant') constants.set(node.output?.[0] ?? '', tensorNumbers(attributeOf(node, 'value')?.t));
    const made = follow(node, known, (name) => constants.get(name) ?? null);
    if (made) known.set(node.output?.[0] ?? '', made);
  }
  return known;
}

function fromFeature(
  { feature, missing }: RunPlan['inputs'][number]['columns'][number],
  plan: RunPlan,
  isWhole: boolean,
): Column {
  const filled = missing === null ? NaN : Number(missing);
  if (feature === null)
    return { feature: -1, apply: () => filled, whenMissing: filled, line: { slope: 0, offset: filled } };
  return {
    feature: plan.features.indexOf(feature),
    apply: isWhole ? Math.round : Math.fround,
    whenMissing: isWhole ? Math.round(filled || 0) : Math.fround(filled),
    line: isWhole ? null : { slope: 1, offset: 0 },
  };
}

function follow(
  node: OnnxNode,
  known: Known,
  constant: (name: string) => readonly number[] | null,
): readonly Column[] | null {
  const inputs = node.input ?? [];
  const first = known.get(inputs[0] ?? '') ?? null;
  switch (node.opType) {
    case 'Identity':
    case 'Flatten':
    case 'Reshape':
    case 'Squeeze':
    case 'Unsqueeze':
      return first;
    case 'Cast':
      // To float32 or float64; anything else changes values.
      return [1, 11].includes(Number(attributeOf(node, 'to')?.i ?? 0)) ? first : null;
    case 'Concat':
    case 'FeatureVectorizer': {
      const parts = inputs.map((name) => known.get(name));
      return parts.every((part) => part !== undefined) ? parts.flat() : null;
    }
    case 'ArrayFeatureExtractor':
    case 'Gather': {
      const places = constant(inputs[1] ?? '');
      return first && places ? places.flatMap((place) => first[place] ?? []) : null;
    }
    case 'Scaler':
      return first && scaled(first, numbersOf(node, 'offset'), numbersOf(node, 'scale'));
    case 'Imputer':
      return first && filledIn(first, numbersOf(node, 'imputed_value_floats'), node);
    case 'Sub':
    case 'Add':
    case 'Mul':
    case 'Div': {
      const numbers = constant(inputs[1] ?? '');
      return first && numbers && withNumbers(first, numbers, node.opType);
    }
    default:
      return null;
  }
}

function scaled(columns: readonly Column[], offset: readonly number[], scale: readonly number[]): Column[] {
  return columns.map((column, index) => {
    const from = offset[index] ?? offset[0] ?? 0;
    const by = scale[index] ?? scale[0] ?? 1;
    return through(column, (x) => Math.fround(Math.fround(x - from) * by), { slope: by, offset: -from * by });
  });
}

function filledIn(columns: readonly Column[], fills: readonly number[], node: OnnxNode): Column[] | null {
  const replaced = attributeOf(node, 'replaced_value_float')?.f;
  // Whatever is not "missing" would be one value that is replaced by another: no straight line any more.
  if (
    (replaced !== undefined && replaced !== null && !Number.isNaN(replaced)) ||
    intsOf(node, 'imputed_value_int64s').length > 0
  )
    return null;
  return columns.map((column, index) => {
    const fill = Math.fround(fills[index] ?? fills[0] ?? NaN);
    return Number.isNaN(column.whenMissing) ? { ...column, whenMissing: fill } : column;
  });
}

function withNumbers(columns: readonly Column[], numbers: readonly number[], operator: string): Column[] | null {
  if (numbers.length !== 1 && numbers.length !== columns.length) return null;
  return columns.map((column, index) => {
    const by = numbers[numbers.length === 1 ? 0 : index]!;
    if (operator === 'Sub') return through(column, (x) => Math.fround(x - by), { slope: 1, offset: -by });
    if (operator === 'Add') return through(column, (x) => Math.fround(x + by), { slope: 1, offset: by });
    if (operator === 'Mul') return through(column, (x) => Math.fround(x * by), { slope: by, offset: 0 });
    return through(column, (x) => Math.fround(x / by), { slope: 1 / by, offset: 0 });
  });
}

function through(column: Column, step: (x: number) => number, line: { slope: number; offset: number }): Column {
  return {
    feature: column.feature,
    apply: (value) => step(column.apply(value)),
    whenMissing: step(column.whenMissing),
    line: column.line && {
      slope: line.slope * column.line.slope,
      offset: line.slope * column.line.offset + line.offset,
    },
  };
}
