import type { HealthDefinition } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { instantOfSeconds } from '../../../shared/domain/time.ts';
import { recordChange } from '../changes/index.ts';
import { keptAccount } from '../identity/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { attributesRead } from './attributes-read.ts';
import { backtestOf } from './backtests.ts';
import { differencesOf } from './differences.ts';
import { readDefinitionFile, writeDefinitionFile } from './file.ts';
import { problemsOf, problemText } from './problems.ts';
import { proposeDefinition } from './proposal.ts';
import { pulseOf, latestPulse, nowSeconds } from './pulses.ts';
import { accountRead, accountsRead, countsRead, distributionRead, measuresRead, previewRead } from './reads.ts';
import { latestSnapshot } from './snapshot-store.ts';
import { underWay, startCompute } from './start.ts';
import { definitionOf, listPublications, listVersions, versionById, versionInForce } from './versions.ts';
import { publishVersion, removeDraft, saveDraft } from './write-versions.ts';

const words = ['healthScores'];

/** @throws invalid_input with all that is wrong */
function refuseProblems(definition: HealthDefinition): void {
  const problems = problemsOf(definition);
  if (problems.length > 0)
    throw new HoldfastError('invalid_input', `This health score cannot be used yet. ${problemText(problems)}`, {
      problems: problems.length,
    });
}

export function healthScoresHandlers(engine: EngineContext) {
  const { healthScores } = procedures;
  const database = () => engine.session().database;
  const readers = () => engine.session().readers;
  const definitionIn = (from: { id: number } | HealthDefinition): HealthDefinition =>
    'id' in from ? definitionOf(database(), from.id) : from;
  return {
    state: healthScores.state.handler(async ({ signal }) => {
      const counted = await readers().run(countsRead, null, signal);
      return {
        inForce: versionInForce(database()),
        snapshot: latestSnapshot(database()),
        counts: counted?.counts ?? null,
        scoredAt: counted === null ? null : instantOfSeconds(counted.scoredAt),
        jobId: underWay(engine.session()),
      };
    }),
    measures: healthScores.measures.handler(({ signal }) => readers().run(measuresRead, null, signal)),
    distribution: healthScores.distribution.handler(({ input, signal }) =>
      readers().run(distributionRead, input, signal),
    ),
    proposal: healthScores.proposal.handler(async ({ input, signal }) => {
      if (latestSnapshot(database()) === null)
        throw new HoldfastError(
          'not_enough_data',
          'The measures were not computed yet. Compute the health scores first.',
        );
      return proposeDefinition(await readers().run(measuresRead, null, signal), input.language);
    }),
    check: healthScores.check.handler(({ input }) => problemsOf(input.definition)),
    preview: healthScores.preview.handler(async ({ input: { definition }, signal }) => {
      const problems = problemsOf(definition);
      return {
        problems,
        preview: problems.length > 0 ? null : await readers().run(previewRead, { definition }, signal),
      };
    }),
    versions: healthScores.versions.handler(() => ({
      versions: listVersions(database()),
      publications: listPublications(database()),
    })),
    get: healthScores.get.handler(({ input: { id } }) => ({
      version: versionById(database(), id),
      definition: definitionOf(database(), id),
    })),
    compare: healthScores.compare.handler(({ input }) =>
      differencesOf(definitionIn(input.from), definitionIn(input.to)),
    ),
    save: healthScores.save.handler(({ input }) => saveDraft(engine.session(), input)),
    remove: healthScores.remove.handler(({ input }) => removeDraft(engine.session(), input.id)),
    publish: healthScores.publish.handler(({ input }) => {
      refuseProblems(definitionOf(database(), input.id));
      const { person } = engine.settings();
      const done = publishVersion(engine.session(), { ...input, what: 'published', person });
      return { ...done, jobId: startCompute(engine.session()) };
    }),
    rollBack: healthScores.rollBack.handler(({ input }) => {
      const { state, publishedAt, number } = versionById(database(), input.id);
      if (publishedAt === null)
        throw new HoldfastError('conflict', `Version ${number} was never published. Publish it instead.`);
      if (state === 'in-force') throw new HoldfastError('conflict', `Version ${number} is in force already.`);
      const { person } = engine.settings();
      const done = publishVersion(engine.session(), { ...input, what: 'rolled-back', person });
      return { ...done, jobId: startCompute(engine.session()) };
    }),
    compute: healthScores.compute.handler(() => ({ jobId: startCompute(engine.session()) })),
    account: healthScores.account.handler(({ input, signal }) => {
      const id = keptAccount(database(), input.id);
      return readers().run(accountRead, { id }, signal);
    }),
    accounts: healthScores.accounts.handler(({ input, signal }) => readers().run(accountsRead, input, signal)),
    setPulse: healthScores.setPulse.handler(({ input: { accountId, value, note } }) => {
      const session = engine.session();
      const id = knownAccount(session.database, keptAccount(session.database, accountId));
      const now = nowSeconds();
      const { change } = recordChange(
        session,
        {
          kind: 'health-pulse.set',
          title: { en: `Pulse set to ${value}`, es: `Pulso fijado en ${value}` },
          accountId: id,
          words,
        },
        (rows) => {
          const before = latestPulse(session.database, id);
          if (before !== null) rows.update('health_pulses', before.id, { ended_at: now });
          const { person } = engine.settings();
          rows.insert('health_pulses', { account_id: id, value, note, by: person, given_at: now, ended_at: null });
        },
      );
      return { pulse: pulseOf(latestPulse(session.database, id)!, now), change };
    }),
    removePulse: healthScores.removePulse.handler(({ input }) => {
      const session = engine.session();
      const id = keptAccount(session.database, input.accountId);
      const before = latestPulse(session.database, id);
      if (before === null) throw new HoldfastError('not_found', 'This account has no pulse.');
      const { change } = recordChange(
        session,
        { kind: 'health-pulse.removed', title: { en: 'Pulse removed', es: 'Pulso quitado' }, accountId: id, words },
        (rows) => rows.update('health_pulses', before.id, { ended_at: nowSeconds() }),
      );
      return { change };
    }),
    backtest: healthScores.backtest.handler(({ input: { definition } }) => {
      refuseProblems(definition);
      const { jobs, header } = engine.session();
      return { jobId: jobs.start('health-backtest', header.name, { definition }) };
    }),
    backtestOf: healthScores.backtestOf.handler(({ input }) => backtestOf(database(), input.definition)),
    export: healthScores.export.handler(({ input: { id } }) => {
      const { name, number } = versionById(database(), id);
      return writeDefinitionFile(engine.session(), `${name}-${number}`, definitionOf(database(), id));
    }),
    import: healthScores.import.handler(({ input: { grant } }) => {
      const session = engine.session();
      const { name, definition } = readDefinitionFile(session, grant);
      refuseProblems(definition);
      const saved = saveDraft(session, { name, note: '', definition });
      session.grants.release(grant);
      return saved;
    }),
  };
}

/** @throws not_found */
function knownAccount(database: ReturnType<EngineContext['session']>['database'], id: string): string {
  if (database.prepare('SELECT 1 FROM current_accounts WHERE account_id = ?').get(id) === undefined)
    throw new HoldfastError('not_found', `There is no account ${id} in this workspace.`);
  return id;
}

export const healthScoresReads = [
  accountRead,
  accountsRead,
  attributesRead,
  countsRead,
  distributionRead,
  measuresRead,
  previewRead,
];
export { healthJobs } from './jobs.ts';
export { afterNewData } from './start.ts';
