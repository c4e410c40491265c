import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { candidatesRead } from './candidates.ts';
import { addRisk, linkEvidence, moveRisk, removeRisk, saveReason, saveRisk, unlinkEvidence } from './change.ts';
import { exportRisks } from './export.ts';
import { riskReasons } from './queries.ts';
import { exportRead, factsRead, getRead, listRead, ofAccountRead, suggestionsRead } from './reads.ts';

const now = (): number => Math.floor(Date.now() / 1000);

/** The risk register. */
export function risksHandlers(engine: EngineContext) {
  const { risks } = procedures;
  const readers = () => engine.session().readers;
  const clocked = () => ({ now: now(), calendar: calendarOf(engine) });
  const by = () => ({ person: engine.settings().person, now: now() });
  const whole = (id: number, signal: AbortSignal | undefined) => readers().run(getRead, { id, ...clocked() }, signal);
  const nameOf = async (id: number, signal: AbortSignal | undefined): Promise<string> =>
    (await whole(id, signal)).risk.account.name;
  return {
    list: risks.list.handler(({ input, signal }) => readers().run(listRead, { ...input, ...clocked() }, signal)),
    get: risks.get.handler(({ input, signal }) => whole(input.id, signal)),
    ofAccount: risks.ofAccount.handler(({ input, signal }) =>
      readers().run(ofAccountRead, { ...input, ...clocked() }, signal),
    ),
    suggestions: risks.suggestions.handler(({ input, signal }) => readers().run(suggestionsRead, input, signal)),
    candidates: risks.candidates.handler(({ input, signal }) => readers().run(candidatesRead, input.account, signal)),
    add: risks.add.handler(async ({ input, signal }) => {
      const facts = await readers().run(factsRead, input.account, signal);
      const { id, change } = addRisk(engine.session(), facts, input, by());
      return { risk: (await whole(id, signal)).risk, change };
    }),
    move: risks.move.handler(async ({ input, signal }) => {
      const change = moveRisk(engine.session(), input, await nameOf(input.id, signal), by());
      return { risk: (await whole(input.id, signal)).risk, change };
    }),
    save: risks.save.handler(async ({ input, signal }) => {
      const change = saveRisk(engine.session(), input, await nameOf(input.id, signal));
      return { risk: (await whole(input.id, signal)).risk, change };
    }),
    remove: risks.remove.handler(async ({ input, signal }) => ({
      change: removeRisk(engine.session(), input.id, await nameOf(input.id, signal)),
    })),
    link: risks.link.handler(({ input }) => linkEvidence(engine.session(), input, by())),
    unlink: risks.unlink.handler(({ input }) => ({ change: unlinkEvidence(engine.session(), input.id) })),
    reasons: risks.reasons.handler(() => riskReasons(engine.session().database)),
    saveReason: risks.saveReason.handler(({ input }) => saveReason(engine.session(), input)),
    export: risks.export.handler(({ input: { format, ...question }, signal }) =>
      exportRisks(engine.session(), { ...question, ...clocked() }, format, engine.settings().language ?? 'en', signal),
    ),
  };
}

export const risksReads = [candidatesRead, exportRead, factsRead, getRead, listRead, ofAccountRead, suggestionsRead];
