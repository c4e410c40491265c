import { modelTarget } from '../../../../shared/contract/index.ts';
import { oneOf, UsageError, workspaceOptions } from '../command.ts';
import type { Command } from '../command.ts';
import { finish, withWorkspace } from '../with-workspace.ts';

export const train: Command = {
  name: 'train',
  usage:
    'train --workspace DIR [--target churn|expansion|engagement] [--seed 42] [--threshold SHARE] [--allow FEATURE,…] [--search]',
  summary: 'train, validate on later time, and score with the model in use',
  options: {
    ...workspaceOptions,
    target: { help: 'what to foretell: churn (when not given), expansion or engagement' },
    seed: { help: 'makes the training repeatable; 42 when not given' },
    search: { flag: true, help: 'look for the shape of the trees for up to a minute, on time before any test' },
    threshold: {
      help: 'expansion: share by which revenue must grow, 0.1 when not given; engagement: share of use kept, 0.5',
    },
    allow: { many: true, help: 'a feature without history that may be learned from all the same; may be repeated' },
  },
  async run(given, output) {
    const target = oneOf(given.optional('target') ?? 'churn', modelTarget.options, 'target');
    await withWorkspace(given, async (engine) => {
      const request = {
        seed: given.integer('seed', 42),
        target,
        allow: given.list('allow'),
        search: given.flag('search'),
        ...thresholdOf(given.optional('threshold')),
      };
      const { jobId } = await engine.client.models.train(request);
      const job = await finish(engine, jobId, output);
      const { card } = await engine.client.models.champion({ target });
      output.answer({ ...job.result, card }, () => {
        const auc = card?.test?.auc;
        const told =
          typeof auc?.value !== 'number'
            ? ''
            : ` AUC on later time ${auc.value.toFixed(3)} (${auc.low?.toFixed(3)} to ${auc.high?.toFixed(3)}).`;
        const waiting = job.result?.['challengerId'];
        const challenger = typeof waiting === 'string' ? ` ${waiting} waits as a challenger.` : '';
        return `${card?.name ?? 'No model'} is in use.${told}${challenger} ${String(job.result?.['why'] ?? '')}`.trim();
      });
    });
  },
};

function thresholdOf(text: string | undefined): { threshold?: number } {
  if (text === undefined) return {};
  const threshold = Number(text);
  if (text.trim() !== '' && threshold > 0 && threshold <= 10) return { threshold };
  throw new UsageError(`--threshold takes a share from above 0 to 10, such as 0.1 for 10 %, not "${text}".`);
}

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
