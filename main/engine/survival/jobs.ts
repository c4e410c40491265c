import { HoldfastError } from '../../../shared/domain/errors.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import type { JobStage } from '../jobs/index.ts';
import { bookInput } from '../models/index.ts';
import type { SessionJob } from '../session/index.ts';
import { runWorker } from '../threads/index.ts';
import { insertSurvivalRun } from './queries.ts';
import type { SurvivalInput, SurvivalOutput } from './task.ts';

const seed = 42;

/** Writes in one transaction at the end: a run that is cancelled or killed leaves nothing, and is begun anew. */
export const survivalJobs: { readonly survival: SessionJob } = {
  survival: {
    onRestart: 'resume',
    async run(session, _input, context) {
      const book = bookInput(session);
      const dataVersion = session.dataVersion();
      const input: SurvivalInput = { ...book, task: 'survival', seed };
      const output = await runWorker<SurvivalOutput>('train', input, {
        signal: context.signal,
        onProgress: (share, stage) => context.report(share === null ? null : share * 0.95, stage as JobStage),
      });
      if (context.signal.aborted) throw new HoldfastError('cancelled', 'This was cancelled. Nothing was changed.');
      context.report(0.96, { key: 'writing', values: {} });
      const asOf = dayOfNumber(book.until);
      const runId = session.database.transaction(() =>
        insertSurvivalRun(session.database, output, { asOf, dataVersion, createdAt: Math.floor(Date.now() / 1000) }),
      )();
      session.changed(['accounts', 'models']);
      const renewals = output.accounts.filter(({ chance }) => chance !== null).length;
      return { runId, accounts: output.accounts.length, renewals, method: output.run.method, asOf };
    },
  },
};
