import { modelTarget } from '../../../shared/contract/index.ts';
import type { JobContext, JobResult } from '../jobs/index.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { modelInUse } from './queries.ts';
import { compareStored } from './registry/compare-stored.ts';
import type { ComparedAnswer } from './registry/compare-stored.ts';
import { scoreBook } from './scoring.ts';
import { trainModel } from './training.ts';
import type { TrainedAnswer, TrainRequest } from './training.ts';

/** Training takes most of the time of a train job; scoring with the model in use the rest. */
const trainingShare = 0.8;

const part = (context: JobContext, from: number, share: number): Pick<JobContext, 'signal' | 'report'> => ({
  signal: context.signal,
  report: (progress, stage) => context.report(progress === null ? null : from + share * progress, stage),
});

/** What a train job is asked: to train, or to hold a challenger against the champion. */
export type TrainJobInput = Partial<TrainRequest> & { readonly compare?: string };

/** Holds a challenger against the champion, and scores with it where it was better. */
async function compareJob(session: Session, challengerId: string, context: JobContext): Promise<JobResult> {
  const earlier = context.checkpoint as ComparedAnswer | null;
  const compared =
    earlier ??
    (await compareStored(session, challengerId, part(context, 0, trainingShare), (answer) =>
      context.saveCheckpoint(answer),
    ));
  if (!compared.promoted) return { ...compared };
  const { modelId } = compared;
  const scored = await scoreBook(session, { modelId }, part(context, trainingShare, 1 - trainingShare));
  return { ...compared, runId: scored.runId, scored: scored.scored, asOf: scored.asOf };
}

export const modelJobs: { readonly train: SessionJob; readonly score: SessionJob } = {
  train: {
    onRestart: 'resume',
    async run(session, input, context) {
      const asked = (input ?? {}) as TrainJobInput;
      if (asked.compare !== undefined) return compareJob(session, asked.compare, context);
      const target = modelTarget.catch('churn').parse(asked.target);
      const request: TrainRequest = { ...asked, seed: asked.seed ?? 42, target };
      // Trained before the engine died: what is left is the scoring.
      const earlier = context.checkpoint as TrainedAnswer | null;
      const trained =
        earlier ??
        (await trainModel(session, request, part(context, 0, trainingShare), (answer) =>
          context.saveCheckpoint(answer),
        ));
      const modelId = target === 'churn' ? undefined : modelInUse(session.database, target);
      if (modelId === null) return { ...trained, target };
      const scored = await scoreBook(session, { modelId }, part(context, trainingShare, 1 - trainingShare));
      return { ...trained, target, runId: scored.runId, scored: scored.scored, asOf: scored.asOf };
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
