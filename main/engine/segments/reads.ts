import type { ContractOutputs, SegmentRule } from '../../../shared/contract/index.ts';
import { toHoldfastError } from '../../../shared/domain/errors.ts';
import { briefPage } from '../accounts/index.ts';
import { currenciesOf } from '../currencies/index.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineAccountSet, defineEventsRead, defineRead } from '../threads/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { memberBits, ruleBits } from './evaluate.ts';
import { listSegments, segmentById, usesOf } from './queries.ts';
import { checkSize } from './rule.ts';
import { accountsAtOnce } from './save.ts';
import { countBits, idsOfBits, universeOf } from './universe.ts';
import { vocabularyOf } from './vocabulary.ts';
import { ruleWords, segmentWords } from './words.ts';
import type { Names } from './condition-words.ts';

type Outputs = ContractOutputs['segments'];

/** Names also of segments that were removed: what was made of them may still be told. */
function namesFor(database: ReadableDatabase): Names {
  return {
    segment: (id) => String(database.prepare('SELECT name FROM segments WHERE id = ?').pluck().get(id) ?? id),
    currency() {
      const { base } = currenciesOf(database);
      return base === 'XXX' ? null : base;
    },
  };
}

export const getRead = defineRead('segments.get', ({ database }, id: number): Outputs['get'] => {
  const segment = segmentById(database, id);
  return { ...segment, words: segmentWords(segment, namesFor(database)), usedBy: usesOf(database, id) };
});

export const countRead = defineEventsRead(
  'segments.count',
  (context, { rule, calendar }: { rule: SegmentRule; calendar: CalendarOptions }): Outputs['count'] => {
    checkSize(rule);
    const bits = ruleBits(context, rule, calendar);
    return { members: countBits(bits), accounts: bits.length, words: ruleWords(rule, namesFor(context.database)) };
  },
);

/** A segment that cannot be told does not hide the others. */
export const countsRead = defineEventsRead('segments.counts', (context, calendar: CalendarOptions): Outputs['counts'] =>
  listSegments(context.database).map(({ id }) => {
    try {
      return { id, members: countBits(memberBits(context, id, calendar)), problem: null };
    } catch (error) {
      const { code, message } = toHoldfastError(error);
      if (code === 'cancelled') throw error;
      return { id, members: null, problem: message };
    }
  }),
);

type MembersQuestion = {
  of: SegmentRule | number;
  calendar: CalendarOptions;
  cursor: string | null;
  limit: number;
};

function idsOf(context: ReadContext, of: SegmentRule | number, calendar: CalendarOptions): string[] {
  if (typeof of === 'number') return idsOfBits(universeOf(context), memberBits(context, of, calendar));
  checkSize(of);
  return idsOfBits(universeOf(context), ruleBits(context, of, calendar));
}

export const membersRead = defineEventsRead(
  'segments.members',
  (context, { of, calendar, cursor, limit }: MembersQuestion): Outputs['members'] =>
    briefPage(context, idsOf(context, of, calendar), cursor, limit),
);

/** The accounts that a rule holds for, as JSON lists that are written one after another. */
export const snapshotRead = defineEventsRead(
  'segments.snapshot',
  (context, { rule, calendar }: { rule: SegmentRule; calendar: CalendarOptions }) => {
    const ids = idsOf(context, rule, calendar);
    const parts: string[] = [];
    for (let from = 0; from < ids.length; from += accountsAtOnce) {
      parts.push(JSON.stringify(ids.slice(from, from + accountsAtOnce)));
    }
    return { members: ids.length, parts };
  },
);

export const vocabularyRead = defineEventsRead('segments.vocabulary', (context, _input: null): Outputs['vocabulary'] =>
  vocabularyOf(context),
);

export const segmentSet = defineAccountSet('segment', (context, { segment }, calendar) =>
  idsOf(context, segment, calendar),
);
