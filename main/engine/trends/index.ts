import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { seasonalityRead } from './seasonality-read.ts';
import { trendAccountSet, trendRead } from './trend-read.ts';

export function trendsHandlers(engine: EngineContext) {
  const { trends } = procedures;
  return {
    run: trends.run.handler(({ input, signal }) =>
      engine.session().readers.run(trendRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    seasonality: trends.seasonality.handler(({ input, signal }) =>
      engine.session().readers.run(seasonalityRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const trendsReads = [trendRead, seasonalityRead];
export const trendsAccountSets = [trendAccountSet];
