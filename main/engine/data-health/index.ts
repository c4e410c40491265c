import type { TableCoverage } from '../../../shared/contract/index.ts';
import { procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { overTimeRead, tablesRead } from './coverage.ts';
import { findingsRead } from './findings.ts';
import { featureNeeds, heldBy } from './needs.ts';
import { sourcesRead } from './sources.ts';

const now = (): number => Math.floor(Date.now() / 1000);

/** How complete, how fresh and how free of contradiction the book's data is. */
export function dataHealthHandlers(engine: EngineContext) {
  const { dataHealth } = procedures;
  const coverage = shareCoverage();
  return {
    tables: dataHealth.tables.handler(() => coverage(engine.session())),
    overTime: dataHealth.overTime.handler(({ input: { table }, signal }) =>
      engine.session().readers.run(overTimeRead, { table, now: now() }, signal),
    ),
    sources: dataHealth.sources.handler(({ signal }) => engine.session().readers.run(sourcesRead, now(), signal)),
    needs: dataHealth.needs.handler(async () => featureNeeds(heldBy(await coverage(engine.session())))),
    findings: dataHealth.findings.handler(({ input, signal }) =>
      engine.session().readers.run(findingsRead, input, signal),
    ),
  };
}

/** The page asks for coverage twice at once, for itself and for what models need: one look through the book answers both. */
function shareCoverage(): (session: Session) => Promise<TableCoverage[]> {
  let underWay: { session: Session; version: number; answer: Promise<TableCoverage[]> } | null = null;
  return (session) => {
    const version = session.dataVersion();
    if (underWay?.session === session && underWay.version === version) return underWay.answer;
    const answer = session.readers.run(tablesRead, now());
    const entry = { session, version, answer };
    underWay = entry;
    const end = (): void => {
      if (underWay === entry) underWay = null;
    };
    answer.then(end, end);
    return answer;
  };
}

export { sourcesRead } from './sources.ts';
export const dataHealthReads = [tablesRead, overTimeRead, sourcesRead, findingsRead];
