import type { Job } from '../../../shared/contract/index.ts';

/** What the sample book goes through, in this order. */
export const sampleSteps = ['generate', 'import', 'train', 'score'] as const;
export type SampleStep = (typeof sampleSteps)[number];
export type StepState = 'waiting' | 'running' | 'done' | 'failed';

/** Where the sample book is: the step, and the last stage that was seen in it. */
export type SamplePlace = { readonly step: SampleStep; readonly stage: string | null };
export const samplePlaceAtStart: SamplePlace = { step: 'generate', stage: null };

/** Stages that belong to one step alone. Others (features, writing, explaining) occur in several. */
const stepOfStage: Readonly<Record<string, SampleStep>> = {
  generating: 'generate',
  reading: 'import',
  checking: 'import',
  fitting: 'train',
  validating: 'train',
  scoring: 'score',
};

/** The place after a stage is seen. Steps only go forward: a stage that several steps have does not lead back. */
export function placeAfter(before: SamplePlace, stage: string): SamplePlace {
  if (stage === before.stage) return before;
  const named = stepOfStage[stage];
  let { step } = before;
  if (named !== undefined && sampleSteps.indexOf(named) > sampleSteps.indexOf(step)) step = named;
  else if (stage === 'features' && step !== 'score') {
    // Features are first counted to learn from; once the model is written, they are counted again to be scored.
    step = step === 'train' && before.stage === 'writing' ? 'score' : 'train';
  }
  return { step, stage };
}

/** How far each step is. */
export function statesOf(state: Job['state'] | undefined, current: SampleStep): Record<SampleStep, StepState> {
  const at = sampleSteps.indexOf(current);
  const stateAt = (index: number): StepState => {
    if (state === 'done' || index < at) return 'done';
    if (index > at || state === undefined || state === 'queued') return 'waiting';
    return state === 'running' ? 'running' : 'failed';
  };
  return { generate: stateAt(0), import: stateAt(1), train: stateAt(2), score: stateAt(3) };
}
