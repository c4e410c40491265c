import { scoreTask } from '../engine/models/score-task.ts';
import type { ScoreInput } from '../engine/models/score-task.ts';
import { trainTask } from '../engine/models/train-task.ts';
import type { TrainInput } from '../engine/models/train-task.ts';
import { serveWork } from '../engine/threads/index.ts';

await serveWork<TrainInput | ScoreInput>((input, context) =>
  input.task === 'train' ? trainTask(input, context) : scoreTask(input, context),
);
