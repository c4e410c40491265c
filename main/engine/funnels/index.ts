import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunnelResult, Grant } from '../../../shared/contract/index.ts';
import { csvLine } from '../accounts/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { funnelAccountsRead, funnelRead, funnelTraceRead } from './reads.ts';

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
    accounts: funnels.accounts.handler(({ input, signal }) =>
      engine.session().readers.run(funnelAccountsRead, { ...input, ...calendar() }, signal),
    ),
    trace: funnels.trace.handler(({ input, signal }) =>
      engine.session().readers.run(funnelTraceRead, { ...input, ...calendar() }, signal),
    ),
    exportFunnel: funnels.exportFunnel.handler(async ({ input, signal }) => {
      const session = engine.session();
      return exportFunnel(session, await session.readers.run(funnelRead, { ...input, ...calendar() }, signal));
    }),
  };
}

export const funnelsReads = [funnelRead, funnelAccountsRead, funnelTraceRead];

function exportFunnel(session: Session, result: FunnelResult): Grant {
  const file = join(session.staging, `funnel-${Date.now()}.csv`);
  const lines = [
    csvLine(['step', 'event', 'accounts', 'of_first', 'of_step_before', 'median_seconds', 'p90_seconds']),
    ...result.steps.map((step, index) =>
      csvLine([
        index + 1,
        step.event,
        step.count,
        step.overall?.toFixed(6) ?? null,
        step.relative?.toFixed(6) ?? null,
        step.medianSeconds,
        step.p90Seconds,
      ]),
    ),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return session.grants.register(file, { temporary: true, name: 'funnel.csv' });
}
