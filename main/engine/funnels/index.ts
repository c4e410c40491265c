import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { funnelAccountSet } from './account-set.ts';
import { funnelCurveRead, funnelRead, funnelTraceRead, funnelTrendRead } from './reads.ts';

export function funnelsHandlers(engine: EngineContext) {
  const { funnels } = procedures;
  const calendar = () => {
    const { zone, weekStart } = engine.settings();
    return { zone, weekStart };
  };
  return {
    run: funnels.run.handler(({ input, signal }) =>
      engine.session().readers.run(funnelRead, { ...input, ...calendar() }, signal),
    ),
    curve: funnels.curve.handler(({ input, signal }) =>
      engine.session().readers.run(funnelCurveRead, { ...input, ...calendar() }, signal),
    ),
    trend: funnels.trend.handler(({ input, signal }) =>
      engine.session().readers.run(funnelTrendRead, { ...input, ...calendar() }, signal),
    ),
    trace: funnels.trace.handler(({ input, signal }) =>
      engine.session().readers.run(funnelTraceRead, { ...input, ...calendar() }, signal),
    ),
  };
}

export const funnelsReads = [funnelRead, funnelCurveRead, funnelTrendRead, funnelTraceRead];
export const funnelsAccountSets = [funnelAccountSet];
