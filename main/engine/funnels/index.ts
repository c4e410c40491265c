import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { funnelAccountSet } from './account-set.ts';
import { funnelCurveRead, funnelRead, funnelTraceRead, funnelTrendRead } from './reads.ts';

export function funnelsHandlers(engine: EngineContext) {
  const { funnels } = procedures;
  return {
    run: funnels.run.handler(({ input, signal }) =>
      engine.session().readers.run(funnelRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    curve: funnels.curve.handler(({ input, signal }) =>
      engine.session().readers.run(funnelCurveRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    trend: funnels.trend.handler(({ input, signal }) =>
      engine.session().readers.run(funnelTrendRead, { ...input, ...calendarOf(engine) }, signal),
    ),
    trace: funnels.trace.handler(({ input, signal }) =>
      engine.session().readers.run(funnelTraceRead, { ...input, ...calendarOf(engine) }, signal),
    ),
  };
}

export const funnelsReads = [funnelRead, funnelCurveRead, funnelTrendRead, funnelTraceRead];
export const funnelsAccountSets = [funnelAccountSet];
