import { copyFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { modelTarget } from '../../../../shared/contract/index.ts';
import type { InputMapping, ModelDraft, ModelImport } from '../../../../shared/contract/index.ts';
import { HoldfastError } from '../../../../shared/domain/errors.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

const importModel: Command = {
  name: 'models import',
  usage:
    'models import FILE|FOLDER|ZIP … --workspace DIR [--look] [--map COLUMN=FEATURE …] [--missing COLUMN=keep|usual|VALUE …]',
  summary: 'bring in an ONNX model (or an MLflow folder with one) as a challenger',
  options: {
    ...workspaceOptions,
    look: { flag: true, help: 'only show its inputs, outputs and the proposed mapping; nothing is run' },
    name: { help: 'how it is called; the file’s name when not given' },
    map: { many: true, help: 'where a column comes from, e.g. logins_30d=active_days_28; COLUMN= for none' },
    missing: { many: true, help: 'what stands for a missing value: keep, usual (of this book) or a value' },
    output: { help: 'the output that holds the answer' },
    outcome: { help: 'the place (from 0) or name of the outcome that it foretells' },
    reading: { help: 'what the output holds: probability or log-odds' },
    horizon: { help: 'days ahead that it was trained for; the book’s own when not given' },
    target: { help: 'churn (when not given), expansion or engagement' },
  },
  async run(given, output) {
    if (given.positionals.length === 0) throw new UsageError('Name the file or folder of the model.');
    await withWorkspace(given, async (engine) => {
      const grants = given.positionals.map((path) => engine.grants.register(resolve(path)).grant);
      const { draft, problem } = await engine.client.modelImports.inspect({ grants });
      if (draft === null) throw new HoldfastError('model_mismatch', problem?.en ?? 'The model cannot be read.');
      if (given.flag('look')) return output.answer(draft, () => described(draft));
      const { jobId } = await engine.client.modelImports.start({ grants, ...chosen(given, draft) });
      const { result } = await finish(engine, jobId, output);
      if (result?.['imported'] !== true) throw new HoldfastError('model_mismatch', String(result?.['why'] ?? ''));
      output.answer(result, () => `${String(result['modelId'])} is stored as a challenger. ${String(result['why'])}`);
    });
  },
};

const exportModel: Command = {
  name: 'models export',
  usage: 'models export ID --workspace DIR --out FILE.onnx',
  summary: 'write a model as ONNX, with its feature names, golden rows and card as JSON beside it',
  options: { ...workspaceOptions, out: { help: 'the ONNX file; the JSON gets the same name' } },
  async run(given, output) {
    const [id] = given.positionals;
    if (id === undefined) throw new UsageError('Name the model; `models list` shows them.');
    const onnx = resolve(given.text('out'));
    const json = `${onnx.replace(/\.onnx$/i, '')}.json`;
    await withWorkspace(given, async (engine) => {
      for (const [what, path] of [
        ['onnx', onnx],
        ['json', json],
      ] as const) {
        const { grant } = await engine.client.modelImports.export({ id, what });
        copyFileSync(engine.grants.resolve(grant).path, path);
        engine.grants.release(grant);
      }
      output.answer(
        { model: id, onnx, json },
        () => `${id} stands in ${onnx}, and what is needed to use it in ${json}.`,
      );
    });
  },
};

export const modelImportCommands: readonly Command[] = [importModel, exportModel];

function chosen(given: Arguments, draft: ModelDraft): Omit<ModelImport, 'grants'> {
  const maps = pairs(given, 'map');
  const missing = pairs(given, 'missing');
  const known = new Set(draft.columns.map(({ name }) => name));
  const stray = [...maps.keys(), ...missing.keys()].find((name) => !known.has(name));
  if (stray !== undefined)
    throw new UsageError(`The model has no column "${stray}". It has: ${[...known].slice(0, 30).join(', ')}.`);
  const columns = draft.columns.map((column): InputMapping => {
    const feature = maps.has(column.name) ? maps.get(column.name) || null : column.feature;
    const said = missing.get(column.name);
    const { input, place } = column;
    return { input, place, feature, missing: said === undefined ? column.missing : ruleOf(said) };
  });
  const horizon = given.integer('horizon', 0);
  return {
    name: given.optional('name') ?? draft.name,
    target: oneOf(given.text('target', 'churn'), modelTarget.options, 'target'),
    columns,
    output: outputOf(given, draft),
    ...(horizon > 0 ? { horizonDays: horizon } : {}),
  };
}

function outputOf(given: Arguments, draft: ModelDraft): ModelImport['output'] {
  const name = given.optional('output') ?? draft.output?.name ?? draft.outputs[0]?.name ?? '';
  const output = draft.outputs.find((one) => one.name === name);
  if (!output)
    throw new UsageError(`--output is one of ${draft.outputs.map((one) => one.name).join(', ')}, not "${name}".`);
  const outcome = given.optional('outcome');
  const column =
    outcome === undefined
      ? output.column
      : (output.classes?.indexOf(outcome) ?? -1) >= 0
        ? output.classes!.indexOf(outcome)
        : Number(outcome);
  if (column === null || !Number.isInteger(column) || column < 0)
    throw new UsageError(
      `--outcome is missing: which of ${output.classes?.join(', ') ?? 'the columns'} does the model foretell?`,
    );
  const reading = given.optional('reading') ?? output.reading;
  if (reading === null || reading === undefined)
    throw new UsageError('--reading is missing: does the output hold a probability or log-odds (before the sigmoid)?');
  return { name, column, reading: oneOf(reading, ['probability', 'log-odds'], 'reading') };
}

function ruleOf(said: string): InputMapping['missing'] {
  if (said === 'keep' || said === 'usual') return { kind: said };
  const number = Number(said);
  return { kind: 'value', value: said.trim() !== '' && Number.isFinite(number) ? number : said };
}

function pairs(given: Arguments, option: string): Map<string, string> {
  return new Map(
    given.list(option).map((text) => {
      const at = text.lastIndexOf('=');
      if (at < 1) throw new UsageError(`--${option} takes COLUMN=…, not "${text}".`);
      return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}

function described(draft: ModelDraft): string {
  const columns = draft.columns.map(({ name, type, feature, likeness, missing }) => {
    const from = feature === null ? 'not mapped' : `${feature} (${Math.round(likeness * 100)} % alike)`;
    return `  ${name} (${type}): ${from}; missing: ${missing.kind === 'value' ? missing.value : missing.kind}`;
  });
  const outputs = draft.outputs.map(({ name, classes, columns: count, reading }) => {
    const outcomes =
      classes?.join(', ') ?? (count === null ? 'columns not told' : `${count} column${count === 1 ? '' : 's'}`);
    return `  ${name}: ${outcomes}; ${reading ?? 'probability or log-odds?'}`;
  });
  return [
    `${draft.name}: ${draft.bytes} bytes, ${draft.producer || 'maker not told'}, ${draft.opset}`,
    'Inputs:',
    ...columns,
    'Outputs:',
    ...outputs,
  ].join('\n');
}
