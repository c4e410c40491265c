import type { JobContext } from '../jobs/index.ts';
import type { SessionJob } from '../session/index.ts';
import { scoreBook } from './scoring.ts';
import { trainModel } from './training.ts';
import type { TrainedAnswer } from './training.ts';

/** Training takes most of the time of a train job; scoring with the winner the rest. */
const trainingShare = 0.8;

const part = (context: JobContext, from: number, share: number): Pick<JobContext, 'signal' | 'report'> => ({
  signal: context.signal,
  report: (progress, stage) => context.report(progress === null ? null : from + share * progress, stage),
});

export const modelJobs: { readonly train: SessionJob; readonly score: SessionJob } = {
  train: {
    onRestart: 'resume',
    async run(session, input, context) {
      // Trained before the engine died: what is left is the scoring.
      const earlier = context.checkpoint as TrainedAnswer | null;
      const seed = Number((input as { seed?: number } | null)?.seed ?? 42);
      const trained =
        earlier ??
        (await trainModel(session, { seed }, part(context, 0, trainingShare), (answer) =>
          context.saveCheckpoint(answer),
        ));
      const scored = await scoreBook(session, {}, part(context, trainingShare, 1 - trainingShare));
      return { ...trained, runId: scored.runId, scored: scored.scored, asOf: scored.asOf };
    },
  },
  score: {
    onRestart: 'resume',
    async run(session, input, context) {
      const { modelId } = (input ?? {}) as { modelId?: string };
      return { ...(await scoreBook(session, { modelId }, context)) };
    },
  },
};
