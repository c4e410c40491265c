import type { InputMapping, ModelImport } from '../../../../shared/contract/index.ts';
import { featureNamed } from '../features/catalogue.ts';
import type { ForeignColumn, RunPlan } from './foreign-part.ts';
import type { ForeignSummary, InputSummary } from './read-file.ts';
import { refused } from './refusal.ts';
import { reasons } from './texts.ts';

/**
 * The plan by a person's mapping. What stands for missing values of features is worked out with `usual`.
 * @param usual the usual value of a feature in the book
 * @throws invalid_input where the mapping does not fit the file
 */
export function planOf(
  summary: ForeignSummary,
  { columns, output }: Pick<ModelImport, 'columns' | 'output'>,
  usual: (feature: string) => number,
): RunPlan {
  const mapped = new Map(columns.map((column) => [`${column.input} ${column.place}`, column]));
  const expected = summary.inputs.reduce((sum, input) => sum + input.columns.length, 0);
  if (mapped.size !== expected || columns.length !== expected) throw wrongCount(expected, columns.length);
  const inputs = summary.inputs.map((input) => ({
    name: input.name,
    type: input.type,
    rank: input.rank,
    columns: input.columns.map((name, place) => {
      const found = mapped.get(`${input.name} ${place}`);
      if (!found) throw wrongCount(expected, columns.length);
      return columnOf(found, name, input, usual);
    }),
  }));
  const said = summary.outputs.find((one) => one.name === output.name);
  if (!said || (said.columns !== null && output.column >= said.columns))
    throw refused('invalid_input', reasons.noProbability(summary.outputs.map((one) => one.name)));
  const features = [...new Set(inputs.flatMap((input) => input.columns.flatMap(({ feature }) => feature ?? [])))];
  if (features.length === 0) throw refused('invalid_input', reasons.noFeature());
  return { features, inputs, output, texts: summary.texts, batch: summary.batch };
}

function columnOf(
  { feature, missing }: InputMapping,
  name: string,
  { type }: InputSummary,
  usual: (feature: string) => number,
): ForeignColumn {
  const isText = type === 'string';
  if (feature !== null && !featureNamed(feature)) throw unknownFeature(name, feature);
  if (missing.kind === 'value' && typeof missing.value === 'string' && !isText) throw notNumber(name, missing.value);
  if (feature === null) {
    if (missing.kind !== 'value' && !(missing.kind === 'keep' && (type === 'float' || type === 'double' || isText)))
      throw noValue(name);
    return { name, feature, missing: missing.kind === 'value' ? missing.value : null };
  }
  if (missing.kind === 'value') return { name, feature, missing: missing.value };
  if (missing.kind === 'usual' && !isText) return { name, feature, missing: usual(feature) };
  const canMiss = type === 'float' || type === 'double' || isText;
  if (!canMiss) throw noValue(name);
  return { name, feature, missing: null };
}

const wrongCount = (expected: number, given: number) =>
  refused(
    'invalid_input',
    reasons.mapping({
      en: `the model takes ${expected} columns, and ${given} were mapped. Choose the file again and map each once.`,
      es: `el modelo toma ${expected} columnas y se asignaron ${given}. Elija el archivo de nuevo y asigne cada una una vez.`,
    }),
  );

const unknownFeature = (column: string, feature: string) =>
  refused(
    'invalid_input',
    reasons.mapping({
      en: `${column} is mapped to ${feature}, which is no feature of this program.`,
      es: `${column} está asignada a ${feature}, que no es una variable de este programa.`,
    }),
  );

const notNumber = (column: string, value: string) =>
  refused(
    'invalid_input',
    reasons.mapping({
      en: `${column} takes numbers, and "${value}" is none.`,
      es: `${column} toma números, y «${value}» no lo es.`,
    }),
  );

const noValue = (column: string) =>
  refused(
    'invalid_input',
    reasons.mapping({
      en: `${column} is a column of whole numbers or yes and no, which cannot be missing. Say what stands for a missing value.`,
      es: `${column} es una columna de números enteros o de sí y no, que no pueden faltar. Indique qué representa un valor que falta.`,
    }),
  );
