import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { seasonalityRead } from './seasonality-read.ts';
import { trendAccountSet, trendRead } from './trend-read.ts';

export function trendsHandlers(engine: EngineContext) {
  const { trends } = procedures;
  const calendar = () => {
    const { zone, weekStart } = engine.settings();
    return { zone, weekStart };
  };
  return {
    run: trends.run.handler(({ input, signal }) =>
      engine.session().readers.run(trendRead, { ...input, ...calendar() }, signal),
    ),
    seasonality: trends.seasonality.handler(({ input, signal }) =>
      engine.session().readers.run(seasonalityRead, { ...input, ...calendar() }, signal),
    ),
  };
}

export const trendsReads = [trendRead, seasonalityRead];
export const trendsAccountSets = [trendAccountSet];
