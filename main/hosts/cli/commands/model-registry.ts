import { copyFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { modelTarget } from '../../../../shared/contract/index.ts';
import type { MetricWithInterval, RegistryEntry } from '../../../../shared/contract/index.ts';
import type { Engine } from '../../../engine/index.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Arguments, Command } from '../command.ts';
import { table } from '../output.ts';
import type { Output } from '../output.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

const targetOption = { target: { help: 'churn, expansion or engagement' } } as const;
const reasonOption = { reason: { help: 'why, in a few words; kept in the history' } } as const;

const measured = ({ value, low, high }: MetricWithInterval): string =>
  value === null
    ? '–'
    : low === null || high === null
      ? value.toFixed(3)
      : `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

function targetOf(given: Arguments): RegistryEntry['target'] | undefined {
  const target = given.optional('target');
  return target === undefined ? undefined : oneOf(target, modelTarget.options, 'target');
}

function idOf(given: Arguments): string {
  const [id] = given.positionals;
  if (id === undefined || given.positionals.length > 1)
    throw new UsageError('Which model? Give its id; `models list` shows them.');
  return id;
}

const list: Command = {
  name: 'models list',
  usage: 'models list --workspace DIR [--target T]',
  summary: 'the models with their figures on later time',
  options: { ...workspaceOptions, ...targetOption },
  async run(given, output) {
    const target = targetOf(given);
    await withWorkspace(given, async ({ client }) => {
      const entries = await client.models.registry(target === undefined ? {} : { target });
      output.answer(entries, () =>
        table(
          ['id', 'name', 'target', 'status', 'in use', 'kind', 'PR-AUC', 'AUC', 'lift 10 %', 'slope', 'learned until'],
          entries.map((entry) => [
            entry.id,
            entry.name,
            entry.target,
            entry.status,
            entry.inUse ? 'yes' : 'no',
            entry.kind,
            entry.prAuc === null ? null : measured(entry.prAuc),
            entry.auc === null ? null : measured(entry.auc),
            entry.liftTop10 === null ? null : measured(entry.liftTop10),
            entry.calibrationSlope === null ? null : entry.calibrationSlope.toFixed(2),
            entry.learnedUntil,
          ]),
        ),
      );
    });
  },
};

const card: Command = {
  name: 'models card',
  usage: 'models card [ID] --workspace DIR [--format md|json] [--language en|es] [--out FILE]',
  summary: 'the card of a model: how it was made, tested, and where not to trust it',
  options: {
    ...workspaceOptions,
    ...targetOption,
    format: { help: 'md (when not given) or json' },
    language: { help: 'en (when not given) or es' },
    out: { help: 'a file to write it into' },
  },
  async run(given, output) {
    const format = oneOf(given.optional('format') ?? 'md', ['md', 'json'], 'format');
    const language = oneOf(given.optional('language') ?? 'en', ['en', 'es'], 'language');
    const target = targetOf(given) ?? 'churn';
    if (given.positionals.length > 1) throw new UsageError('One model at a time.');
    await withWorkspace(given, async (engine) => {
      const { models } = engine.client;
      const id = given.positionals[0] ?? (await models.champion({ target })).card?.id;
      if (id === undefined) throw new UsageError('No model is in use for that target. `models list` shows all models.');
      const { grant } = await models.exportCard({ id, format, language });
      const { path } = engine.grants.resolve(grant);
      const text = readFileSync(path, 'utf8');
      const out = given.optional('out');
      if (out !== undefined) copyFileSync(path, resolve(out));
      engine.grants.release(grant);
      if (out === undefined)
        output.answer(format === 'json' ? JSON.parse(text) : await models.card({ id }), () => text);
      else output.answer({ id, file: resolve(out) }, () => `The card of ${id} is in ${resolve(out)}.`);
    });
  },
};

const history: Command = {
  name: 'models history',
  usage: 'models history [ID] --workspace DIR [--target T] [--limit 50]',
  summary: 'what happened to the models, with reasons and figures',
  options: { ...workspaceOptions, ...targetOption, limit: { help: 'entries at most; 50 when not given' } },
  async run(given, output) {
    const target = targetOf(given);
    const [modelId] = given.positionals;
    await withWorkspace(given, async ({ client }) => {
      const entries = await client.models.history({
        ...(modelId === undefined ? {} : { modelId }),
        ...(target === undefined ? {} : { target }),
        limit: given.integer('limit', 50),
      });
      output.answer(entries, () =>
        table(
          ['when', 'model', 'what', 'why'],
          entries.map((entry) => [
            entry.happenedAt,
            entry.modelName,
            entry.what,
            entry.reason ?? entry.why?.en ?? null,
          ]),
        ),
      );
    });
  },
};

const compare: Command = {
  name: 'models compare',
  usage: 'models compare ID --workspace DIR',
  summary: 'hold a challenger against the model in use on months new to both; the better one is put in use',
  options: workspaceOptions,
  async run(given, output) {
    const id = idOf(given);
    await withWorkspace(given, async (engine) => {
      const job = await finish(engine, (await engine.client.models.compare({ id })).jobId, output);
      const [comparison] = await engine.client.models.history({ modelId: id, limit: 1 });
      output.answer({ ...job.result, comparison: comparison?.comparison ?? null }, () => String(job.result?.['why']));
    });
  },
};

/** Another model is in use now, so the book is scored anew before the command ends. */
async function afterChange(
  engine: Engine,
  { model, jobId }: { model: RegistryEntry; jobId: number | null },
  output: Output,
  told: string,
): Promise<void> {
  const job = jobId === null ? null : await finish(engine, jobId, output);
  output.answer({ model, scored: job?.result ?? null }, () => told);
}

const promote: Command = {
  name: 'models promote',
  usage: 'models promote ID --reason TEXT --workspace DIR',
  summary: 'put a model in use',
  options: { ...workspaceOptions, ...reasonOption },
  async run(given, output) {
    const request = { id: idOf(given), reason: given.text('reason') };
    await withWorkspace(given, async (engine) => {
      const changed = await engine.client.models.promote(request);
      await afterChange(engine, changed, output, `${changed.model.name} is in use.`);
    });
  },
};

const rollBack: Command = {
  name: 'models roll-back',
  usage: 'models roll-back --reason TEXT --workspace DIR [--target T]',
  summary: 'go back to the model that was in use before',
  options: { ...workspaceOptions, ...targetOption, ...reasonOption },
  async run(given, output) {
    const request = { target: targetOf(given) ?? 'churn', reason: given.text('reason') } as const;
    await withWorkspace(given, async (engine) => {
      const changed = await engine.client.models.rollBack(request);
      await afterChange(engine, changed, output, `${changed.model.name} is in use again.`);
    });
  },
};

const retire: Command = {
  name: 'models retire',
  usage: 'models retire ID --reason TEXT --workspace DIR',
  summary: 'take a model out of use, or a challenger out of the race',
  options: { ...workspaceOptions, ...reasonOption },
  async run(given, output) {
    const request = { id: idOf(given), reason: given.text('reason') };
    await withWorkspace(given, async (engine) => {
      const changed = await engine.client.models.retire(request);
      await afterChange(engine, changed, output, `${changed.model.name} is retired.`);
    });
  },
};

const rename: Command = {
  name: 'models rename',
  usage: 'models rename ID --name NAME --workspace DIR',
  summary: 'give a model another name',
  options: { ...workspaceOptions, name: { help: 'its new name' } },
  async run(given, output) {
    const request = { id: idOf(given), name: given.text('name') };
    await withWorkspace(given, async ({ client }) => {
      const entry = await client.models.rename(request);
      output.answer(entry, () => `${entry.id} is named ${entry.name}.`);
    });
  },
};

const remove: Command = {
  name: 'models remove',
  usage: 'models remove ID --workspace DIR',
  summary: 'forget a model that is not in use, with its scores',
  options: workspaceOptions,
  async run(given, output) {
    const id = idOf(given);
    await withWorkspace(given, async ({ client }) => {
      output.answer(await client.models.remove({ id }), () => `${id} is removed.`);
    });
  },
};

export const modelRegistryCommands: readonly Command[] = [
  list,
  card,
  history,
  compare,
  promote,
  rollBack,
  retire,
  rename,
  remove,
];
