import type { InputMapping, ModelDraft } from '../../../../shared/contract/index.ts';
import { isHoldfastError } from '../../../../shared/domain/errors.ts';
import { features } from '../features/catalogue.ts';
import type { ForeignAsker } from './ask-process.ts';
import { findModel, readChosen } from './chosen-files.ts';
import type { ChosenModel } from './chosen-files.ts';
import { proposeFeatures } from './likeness.ts';
import { limits } from './limits.ts';
import type { ForeignSummary, InputSummary } from './read-file.ts';
import { refused } from './refusal.ts';
import { reasons } from './texts.ts';

export type ReadModel = {
  readonly chosen: ChosenModel;
  readonly original: Uint8Array;
  /** As it is stored and run. */
  readonly onnx: Uint8Array;
  readonly summary: ForeignSummary;
};

const mostOutsideFiles = 50;

/** Finds the model in what was chosen and reads it in its own process, with the outside files that it asks for. */
export async function readModel(
  files: readonly { readonly path: string; readonly name: string }[],
  asker: ForeignAsker,
  signal?: AbortSignal,
): Promise<ReadModel> {
  const chosen = await findModel(files);
  const original = await readChosen(chosen.file);
  const outside: Record<string, Uint8Array> = {};
  let bytes = original.length;
  for (let round = 0; ; round++) {
    try {
      const { onnx, summary } = await asker.ask({ type: 'read', onnx: original, outside }, signal);
      return { chosen, original, onnx, summary: { ...summary, inputs: withNames(summary.inputs, chosen.columns) } };
    } catch (error) {
      const wanted = isHoldfastError(error) ? error.details['outside'] : undefined;
      const file = typeof wanted === 'string' ? chosen.beside(wanted) : null;
      if (typeof wanted !== 'string' || file === null || round >= mostOutsideFiles) throw error;
      bytes += file.bytes;
      if (bytes > limits.fileBytes) throw refused('invalid_input', reasons.tooLarge(chosen.name, bytes));
      outside[wanted] = await readChosen(file);
    }
  }
}

/** A signature tells the columns in the order of the inputs. */
function withNames(inputs: readonly InputSummary[], names: readonly string[] | null): InputSummary[] {
  const count = inputs.reduce((sum, input) => sum + input.columns.length, 0);
  if (names?.length !== count) return [...inputs];
  let next = 0;
  return inputs.map((input) => ({ ...input, columns: input.columns.map(() => names[next++]!) }));
}

/** What a person is shown, with a proposal for everything that can be proposed. */
export function draftOf({ chosen, original, summary }: ReadModel): ModelDraft {
  const flat = summary.inputs.flatMap((input) =>
    input.columns.map((name, place) => ({ input: input.name, place, name, type: input.type })),
  );
  const proposals = proposeFeatures(flat.map(({ name }) => name));
  const [output] = [...summary.outputs].sort(
    (a, b) => Number(b.reading === 'probability') - Number(a.reading === 'probability'),
  );
  const isClear = output && output.reading !== null && output.column !== null;
  return {
    name: chosen.name.slice(0, 80),
    bytes: original.length,
    from: chosen.from,
    producer: summary.producer,
    opset: Object.entries(summary.opsets)
      .map(([domain, version]) => `${domain} ${version}`)
      .join(', '),
    operators: [...summary.operators],
    batch: summary.batch,
    columns: flat.map((column, index) => ({
      ...column,
      feature: proposals[index]!.feature,
      likeness: proposals[index]!.likeness,
      missing: missingFor(column.type, summary.takesMissing, proposals[index]!.feature),
    })),
    outputs: summary.outputs.map((one) => ({ ...one, classes: one.classes === null ? null : [...one.classes] })),
    output: isClear ? { name: output.name, column: output.column!, reading: output.reading! } : null,
    features: features.map(({ name, theme, unit, description }) => ({
      name,
      theme,
      unit,
      description: { ...description },
    })),
  };
}

/** Kinds that were made for gaps keep them; others get what is usual, which changes least. */
function missingFor(
  type: InputSummary['type'],
  takesMissing: boolean,
  feature: string | null,
): InputMapping['missing'] {
  const canMiss = type === 'float' || type === 'double';
  if (type === 'string') return { kind: 'keep' };
  if (feature === null) return canMiss && takesMissing ? { kind: 'keep' } : { kind: 'value', value: 0 };
  return canMiss && takesMissing ? { kind: 'keep' } : { kind: 'usual' };
}
