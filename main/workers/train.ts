import { healthBacktestTask } from '../engine/health-scores/backtest-task.ts';
import { healthTask } from '../engine/health-scores/compute-task.ts';
import { writeHealthTask } from '../engine/health-scores/write-task.ts';
import { backtestTask } from '../engine/models/backtest/task.ts';
import { writeBacktestTask } from '../engine/models/backtest/write.ts';
import { tableLifetimeTask } from '../engine/lifetime-value/table-task.ts';
import { bookRowsTask } from '../engine/models/foreign/import-tasks.ts';
import { finishTask } from '../engine/models/foreign/finish-task.ts';
import { compareTask } from '../engine/models/registry/compare-task.ts';
import { scoreTask } from '../engine/models/score-task.ts';
import { trainTask } from '../engine/models/train-task.ts';
import { driftTask } from '../engine/models/watch/drift-task.ts';
import { writeScoresTask } from '../engine/models/write-scores.ts';
import { survivalTask } from '../engine/survival/task.ts';
import { tableSurvivalTask } from '../engine/survival/table-task.ts';
import { tableDraftTask, tableFitTask } from '../engine/tables/task.ts';
import { serveWork } from '../engine/threads/index.ts';
import type { WorkContext } from '../engine/threads/index.ts';

/** By the name that their inputs carry. */
const tasks = {
  train: trainTask,
  score: scoreTask,
  drift: driftTask,
  compare: compareTask,
  'foreign-rows': bookRowsTask,
  'foreign-finish': finishTask,
  health: healthTask,
  'write-health': writeHealthTask,
  'health-backtest': healthBacktestTask,
  survival: survivalTask,
  'table-draft': tableDraftTask,
  'table-fit': tableFitTask,
  'table-survival': tableSurvivalTask,
  'table-lifetime': tableLifetimeTask,
  backtest: backtestTask,
  'write-backtest': writeBacktestTask,
  'write-scores': writeScoresTask,
};

type Input = Parameters<(typeof tasks)[keyof typeof tasks]>[0];

await serveWork<Input>((input, context) => {
  // What a name leads to takes the input of that name, which the compiler cannot follow.
  const run = tasks[input.task] as (input: Input, context: WorkContext) => unknown;
  return run(input, context);
});
