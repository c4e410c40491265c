export { backtestScores } from './backtest-scores.ts';
export { backtestsHandlers } from './handlers.ts';
export { latestBacktest } from './queries.ts';
export { backtestRowsRead } from './read.ts';
export { backtestJobs } from './run.ts';
export type {
  BacktestScoresInput,
  RenewalBacktest,
  RenewalBand,
  ScoreBacktest,
  ScoreBand,
  ScoringFunction,
} from './types.ts';
