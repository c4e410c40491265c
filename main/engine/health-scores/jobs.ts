import type { HealthDefinition } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { JobStage } from '../jobs/index.ts';
import { bookInput } from '../models/index.ts';
import type { Session, SessionJob } from '../session/index.ts';
import { runWorker, writeInWorker } from '../threads/index.ts';
import { attributesRead } from './attributes-read.ts';
import type { HealthBacktestInput, ToldBacktest } from './backtest-task.ts';
import { insertBacktest } from './backtests.ts';
import type { HealthInput, HealthOutput } from './compute-task.ts';
import { allPulses, nowSeconds } from './pulses.ts';
import { attributeKeys } from './variants.ts';
import { definitionOf, versionInForce } from './versions.ts';
import type { HealthToWrite } from './write-task.ts';

/** So many months of the past are scored by a version that is new. */
const pastMonths = 12;

const attributesOf = (session: Session, definition: HealthDefinition | null, signal: AbortSignal) => {
  const keys = definition === null ? [] : attributeKeys(definition);
  return keys.length === 0 ? Promise.resolve({}) : session.readers.run(attributesRead, { keys }, signal);
};

/** Whether the version's past was scored with the data as it is. */
function hasPast(session: Session, versionId: number): boolean {
  return (
    session.database
      .prepare(`SELECT 1 FROM health_runs WHERE version_id = ? AND kind = 'rescored' LIMIT 1`)
      .get(versionId) !== undefined
  );
}

/** Both write in one transaction at the end: a run that is cancelled or killed leaves nothing, and is begun anew. */
export const healthJobs: { readonly health: SessionJob; readonly 'health-backtest': SessionJob } = {
  health: {
    onRestart: 'resume',
    async run(session, _input, context) {
      const { database } = session;
      const version = versionInForce(database);
      const definition = version === null ? null : definitionOf(database, version.id);
      const dataVersion = session.dataVersion();
      const now = nowSeconds();
      const input: HealthInput = {
        ...bookInput(session),
        task: 'health',
        definition,
        attributes: await attributesOf(session, definition, context.signal),
        pulses: allPulses(database),
        now,
        pastMonths: version === null || hasPast(session, version.id) ? 0 : pastMonths,
      };
      const output = await runWorker<HealthOutput>('train', input, {
        signal: context.signal,
        onProgress: (share, stage) => context.report(share === null ? null : share * 0.9, stage as JobStage),
      });
      if (context.signal.aborted) throw new HoldfastError('cancelled', 'This was cancelled. Nothing was changed.');
      context.report(0.92, { key: 'writing', values: {} });
      const asked: HealthToWrite = {
        task: 'write-health',
        output,
        versionId: version?.id ?? null,
        dataVersion,
        createdAt: now,
      };
      const scored = await writeInWorker(session, 'train', asked, {
        signal: context.signal,
        what: 'The health scores',
      });
      session.changed(['healthScores']);
      const { asOf, accounts } = output.measured;
      return { asOf, customers: accounts.length, scored, version: version?.number ?? null };
    },
  },
  'health-backtest': {
    onRestart: 'discard',
    async run(session, asked, context) {
      const { definition } = asked as { definition: HealthDefinition };
      const { database } = session;
      const version = session.dataVersion();
      const input: HealthBacktestInput = {
        ...bookInput(session),
        task: 'health-backtest',
        definition,
        attributes: await attributesOf(session, definition, context.signal),
        pulses: allPulses(database),
        currency: currenciesOf(database).base,
      };
      const told = await runWorker<ToldBacktest>('train', input, {
        signal: context.signal,
        onProgress: (share, stage) => context.report(share === null ? null : share * 0.98, stage as JobStage),
      });
      if (context.signal.aborted) throw new HoldfastError('cancelled', 'This was cancelled. Nothing was changed.');
      database.transaction(() => insertBacktest(database, definition, told, { version, createdAt: nowSeconds() }))();
      session.changed(['healthScores']);
      return { renewals: told.renewals, lost: told.lost };
    },
  },
};
