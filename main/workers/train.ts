import { bookRowsTask } from '../engine/models/foreign/import-tasks.ts';
import type { BookRowsInput } from '../engine/models/foreign/import-tasks.ts';
import { finishTask } from '../engine/models/foreign/finish-task.ts';
import type { FinishInput } from '../engine/models/foreign/finish-task.ts';
import { compareTask } from '../engine/models/registry/compare-task.ts';
import type { CompareTaskInput } from '../engine/models/registry/compare-task.ts';
import { scoreTask } from '../engine/models/score-task.ts';
import type { ScoreInput } from '../engine/models/score-task.ts';
import { trainTask } from '../engine/models/train-task.ts';
import type { TrainInput } from '../engine/models/train-task.ts';
import { writeScoresTask } from '../engine/models/write-scores.ts';
import type { WriteScoresInput } from '../engine/models/write-scores.ts';
import { survivalTask } from '../engine/survival/task.ts';
import type { SurvivalInput } from '../engine/survival/task.ts';
import { tableDraftTask, tableFitTask } from '../engine/tables/task.ts';
import type { TableDraftInput, TableFitInput } from '../engine/tables/task.ts';
import { serveWork } from '../engine/threads/index.ts';

type Input =
  | TrainInput
  | ScoreInput
  | CompareTaskInput
  | BookRowsInput
  | FinishInput
  | WriteScoresInput
  | SurvivalInput
  | TableDraftInput
  | TableFitInput;

await serveWork<Input>((input, context) => {
  switch (input.task) {
    case 'train':
      return trainTask(input, context);
    case 'score':
      return scoreTask(input, context);
    case 'compare':
      return compareTask(input, context);
    case 'foreign-rows':
      return bookRowsTask(input, context);
    case 'foreign-finish':
      return finishTask(input, context);
    case 'survival':
      return survivalTask(input, context);
    case 'table-draft':
      return tableDraftTask(input, context);
    case 'table-fit':
      return tableFitTask(input, context);
    case 'write-scores':
      return writeScoresTask(input, context);
  }
});
