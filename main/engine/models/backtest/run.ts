import { backtestQuestion } from '../../../../shared/contract/index.ts';
import type { BacktestMode, BacktestQuestion } from '../../../../shared/contract/index.ts';
import { cancelled, HoldfastError } from '../../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../../shared/domain/time.ts';
import { currenciesOf } from '../../currencies/index.ts';
import type { WritableDatabase } from '../../db/index.ts';
import type { JobStage } from '../../jobs/index.ts';
import type { SessionJob } from '../../session/index.ts';
import { runWorker } from '../../threads/index.ts';
import { modelInUse, storedModel } from '../queries.ts';
import type { StoredModel } from '../queries.ts';
import { learnedUntilOf } from '../registry/learned-until.ts';
import { bookInput } from '../training.ts';
import type { BacktestInput, BacktestOutput } from './task.ts';
import { writeBacktest } from './write.ts';

const seed = 42;
/** The rest is the writing. */
const workingShare = 0.95;

/**
 * The model that a question is about, and how it is asked about the past.
 * @throws not_found without a model, invalid_input or model_mismatch for one that cannot be asked so
 */
export function backtested(
  database: WritableDatabase,
  question: BacktestQuestion,
): { readonly model: StoredModel; readonly mode: BacktestMode } {
  const id = question.modelId ?? modelInUse(database);
  if (id === null)
    throw new HoldfastError('not_found', 'There is no model in this workspace yet. Train one first, then backtest it.');
  const model = storedModel(database, id);
  const { card, definition } = model;
  if (card.target !== 'churn')
    throw new HoldfastError(
      'invalid_input',
      `“${card.name}” does not foretell churn. Only models of churn can be backtested: choose another one.`,
    );
  const isOwn = card.origin === 'trained';
  const mode = question.mode ?? (isOwn ? 'refit' : 'present');
  if (mode === 'refit' && !isOwn)
    throw new HoldfastError(
      'invalid_input',
      `“${card.name}” was not trained here, so nobody knows how it would have been trained at each month. Backtest it as it is (--present on the command line).`,
    );
  if (mode === 'present' && definition.model.kind === 'opaque')
    throw new HoldfastError(
      'model_mismatch',
      `“${card.name}” was brought in as a file whose inside cannot be taken apart, so its answers for past months cannot be computed here. Backtest a model of trees or a regression.`,
    );
  return { model, mode };
}

/** Writes in one transaction at the end: a run that is cancelled or killed leaves nothing, and is begun anew. */
export const backtestJobs: { readonly backtest: SessionJob } = {
  backtest: {
    onRestart: 'resume',
    async run(session, given, context) {
      const asked = backtestQuestion.parse(given ?? {});
      const { model, mode } = backtested(session.database, asked);
      const book = bookInput(session);
      const dataVersion = session.dataVersion();
      const { base: currency } = currenciesOf(session.database);
      const { card, definition } = model;
      const question = { ...asked, modelId: model.id, mode };
      const input: BacktestInput = {
        ...book,
        // Judged by what the model foretells, also where another rule counts by now.
        rule: definition.labelRule ?? book.rule,
        task: 'backtest',
        question,
        model: { id: model.id, name: card.name, definition, learnedUntil: learnedUntilOf(card) },
        currency,
        seed,
      };
      const { figures, rows, ...told } = await runWorker<BacktestOutput>('train', input, {
        signal: context.signal,
        onProgress: (share, stage) => context.report(share === null ? null : share * workingShare, stage as JobStage),
      });
      if (context.signal.aborted) throw cancelled('The backtest');
      context.report(workingShare, { key: 'writing', values: {} });
      const asOf = dayOfNumber(book.until);
      const run = {
        modelId: model.id,
        modelName: card.name,
        asOf,
        dataVersion,
        createdAt: Math.floor(Date.now() / 1000),
        currency,
        told: { ...figures, ...told, question },
      };
      const id = await writeBacktest(session, { run, rows }, context.signal);
      session.changed(['backtests']);
      const { months, found, churned } = figures.pooled;
      return { id, modelId: model.id, asOf, months, found, churned, verdict: figures.verdict.state };
    },
  },
};
