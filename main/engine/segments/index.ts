import { HoldfastError } from '../../../shared/domain/errors.ts';
import { exportSet } from '../account-sets/index.ts';
import { writeGate } from '../db/index.ts';
import { calendarOf, procedures } from '../procedures.ts';
import type { EngineContext } from '../procedures.ts';
import { listSegments, segmentById } from './queries.ts';
import { countRead, countsRead, getRead, membersRead, snapshotRead, vocabularyRead } from './reads.ts';
import { ruleOf } from './rule.ts';
import {
  checkName,
  checkRule,
  removeSegment,
  renameSegment,
  restoreSegment,
  saveCounts,
  saveLive,
  saveStatic,
} from './save.ts';

export function segmentsHandlers(engine: EngineContext) {
  const { segments } = procedures;
  const told = <Result>(result: Result): Result => {
    engine.session().changed(['segments']);
    return result;
  };
  return {
    list: segments.list.handler(() => listSegments(engine.session().database)),
    counts: segments.counts.handler(async ({ signal }) => {
      const session = engine.session();
      const counts = await session.readers.run(countsRead, calendarOf(engine), signal);
      // Only a memory for lists: not worth waiting for a large import.
      if (!writeGate(session.database).isHeld) saveCounts(session.database, counts);
      return counts;
    }),
    get: segments.get.handler(({ input, signal }) => engine.session().readers.run(getRead, input.id, signal)),
    count: segments.count.handler(({ input, signal }) =>
      engine.session().readers.run(countRead, { rule: input.rule, calendar: calendarOf(engine) }, signal),
    ),
    members: segments.members.handler(({ input, signal }) => {
      const { rule, id, cursor, limit } = input;
      const of = rule ?? id;
      if (of === undefined || (rule !== undefined && id !== undefined)) {
        throw new HoldfastError('invalid_input', 'Ask for the members of a rule or of a saved segment.');
      }
      return engine.session().readers.run(membersRead, { of, calendar: calendarOf(engine), cursor, limit }, signal);
    }),
    save: segments.save.handler(async ({ input, signal }) => {
      const { database, readers } = engine.session();
      const { id, name, kind, from } = input;
      const rule = 'rule' in from ? from.rule : ruleOf({ on: 'set', set: from.set, is: true });
      const toSave = { id, name, kind, rule };
      if (id !== undefined) segmentById(database, id);
      checkRule(database, toSave);
      checkName(database, name, id ?? null);
      if (kind === 'live') {
        const { members } = await readers.run(countRead, { rule, calendar: calendarOf(engine) }, signal);
        return told(saveLive(database, toSave, members));
      }
      const { members, parts } = await readers.run(snapshotRead, { rule, calendar: calendarOf(engine) }, signal);
      return told(await saveStatic(database, toSave, parts, members));
    }),
    rename: segments.rename.handler(({ input }) =>
      told(renameSegment(engine.session().database, input.id, input.name)),
    ),
    remove: segments.remove.handler(({ input }) => {
      removeSegment(engine.session().database, input.id);
      return told({ removed: true });
    }),
    restore: segments.restore.handler(({ input }) => told(restoreSegment(engine.session().database, input.id))),
    export: segments.export.handler(async ({ input, signal }) => {
      const session = engine.session();
      const language = engine.settings().language ?? 'en';
      const { id, name, words } = await session.readers.run(getRead, input.id, signal);
      const set = { of: 'segment', segment: id } as const;
      const options = { set, calendar: calendarOf(engine), format: input.format, name, language };
      return exportSet(session, { ...options, words: `${name}: ${words[language]}` }, signal);
    }),
    vocabulary: segments.vocabulary.handler(({ signal }) => engine.session().readers.run(vocabularyRead, null, signal)),
  };
}

export const segmentsReads = [getRead, countRead, countsRead, membersRead, snapshotRead, vocabularyRead];
export { segmentSet } from './reads.ts';
export { segmentFilter, segmentMembers, segmentName } from './members.ts';
export { purgeRemovedSegments } from './save.ts';
