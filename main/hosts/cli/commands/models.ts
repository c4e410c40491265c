import { workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

export const train: Command = {
  name: 'train',
  usage: 'train --workspace DIR [--seed 42]',
  summary: 'train, validate on later time, and score',
  options: { ...workspaceOptions, seed: { help: 'makes the training repeatable; 42 when not given' } },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const { jobId } = await engine.client.models.train({ seed: given.integer('seed', 42) });
      const job = await finish(engine, jobId, output);
      const { card } = await engine.client.models.champion();
      output.answer({ ...job.result, card }, () => {
        const auc = card?.test?.auc;
        const told =
          typeof auc?.value !== 'number'
            ? ''
            : ` AUC on later time ${auc.value.toFixed(3)} (${auc.low?.toFixed(3)} to ${auc.high?.toFixed(3)}).`;
        return `${card?.name ?? 'No model'} is in use.${told} ${String(job.result?.['why'] ?? '')}`.trim();
      });
    });
  },
};

export const score: Command = {
  name: 'score',
  usage: 'score --workspace DIR [--model ID]',
  summary: 'score every account with the model in use',
  options: { ...workspaceOptions, model: { help: 'another model than the one in use' } },
  async run(given, output) {
    await withWorkspace(given, async (engine) => {
      const modelId = given.optional('model');
      const { jobId } = await engine.client.models.score(modelId === undefined ? {} : { modelId });
      const job = await finish(engine, jobId, output);
      output.answer(job.result, () => `Scored: ${JSON.stringify(job.result)}`);
    });
  },
};
