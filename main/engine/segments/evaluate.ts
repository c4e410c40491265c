import type { SegmentCondition, SegmentRule } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import type { ReadableDatabase } from '../db/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { attributeBits } from './attribute-conditions.ts';
import { clockOf } from './clock.ts';
import type { Evaluation } from './evaluation.ts';
import { forgetOldest, keptBits } from './kept-bits.ts';
import { segmentById, staticMembers } from './queries.ts';
import { bookBits, revenueBits, surveyBits, ticketBits } from './record-conditions.ts';
import { conditionsOf, isGroup } from './rule.ts';
import { bitsOfIds, universeOf } from './universe.ts';
import { usageBits } from './usage-conditions.ts';

/** Segments that are being asked for, one for the sake of another. */
const underWay = new WeakMap<ReadableDatabase, number[]>();

/**
 * bits[position in the universe] = 1 for the members of a saved segment. Do not change them: they are kept.
 * @throws not_found
 */
export function memberBits(context: ReadContext, id: number, options: CalendarOptions): Uint8Array {
  const { database } = context;
  const known = keptBits(context);
  const key = JSON.stringify(['segment', id, options.zone, options.weekStart]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const { name, kind, rule } = segmentById(database, id);
  const outer = underWay.get(database) ?? [];
  if (outer.includes(id)) {
    throw new HoldfastError('invalid_input', `The segment “${name}” is built on itself. Change its rule.`);
  }
  underWay.set(database, [...outer, id]);
  try {
    const bits =
      kind === 'live' && rule !== null
        ? ruleBits(context, rule, options)
        : bitsOfIds(universeOf(context), staticMembers(database, id));
    known.set(key, bits);
    return bits;
  } finally {
    underWay.set(database, outer);
  }
}

/** bits[position in the universe] = 1 for the accounts that a rule holds for. Only for reads over events. */
export function ruleBits(context: ReadContext, rule: SegmentRule, options: CalendarOptions): Uint8Array {
  const universe = universeOf(context);
  const evaluation = { context, options, universe, clock: clockOf(context, options) };
  const known = keptBits(context);
  const found = new Map<string, Uint8Array>();
  const missing = new Map<string, SegmentCondition>();
  for (const condition of conditionsOf(rule)) {
    const key = keyOf(condition, options);
    const bits = known.get(key);
    if (bits === undefined) missing.set(key, condition);
    else {
      found.set(key, bits);
      known.delete(key);
      known.set(key, bits);
    }
  }
  for (const [key, bits] of ask(evaluation, missing)) {
    found.set(key, bits);
    known.set(key, bits);
  }
  forgetOldest(known, universe.ids.length);
  return combine(rule, universe.ids.length, (condition) => found.get(keyOf(condition, options))!);
}

const keyOf = (condition: SegmentCondition, { zone, weekStart }: CalendarOptions): string =>
  JSON.stringify([zone, weekStart, condition]);

/** All conditions on usage are answered from the same pass over the events. */
function* ask(evaluation: Evaluation, missing: ReadonlyMap<string, SegmentCondition>): Generator<[string, Uint8Array]> {
  const { context, universe, clock } = evaluation;
  const onUsage = [...missing].flatMap(([key, condition]) =>
    condition.on === 'usage' || condition.on === 'last-seen' ? [{ key, condition }] : [],
  );
  const usage = { columns: context.events(), universe, clock, shouldStop: context.shouldStop };
  const bits = usageBits(
    usage,
    onUsage.map(({ condition }) => condition),
  );
  for (const [index, { key }] of onUsage.entries()) yield [key, bits[index]!];
  for (const [key, condition] of missing) {
    if (condition.on !== 'usage' && condition.on !== 'last-seen') yield [key, askOne(evaluation, condition)];
  }
}

function askOne(
  evaluation: Evaluation,
  condition: Exclude<SegmentCondition, { on: 'usage' | 'last-seen' }>,
): Uint8Array {
  switch (condition.on) {
    case 'attribute':
      return attributeBits(evaluation, condition);
    case 'tickets':
      return ticketBits(evaluation, condition);
    case 'survey':
      return surveyBits(evaluation, condition);
    case 'revenue':
      return revenueBits(evaluation, condition);
    case 'score':
    case 'renewal':
    case 'churned':
      return bookBits(evaluation, condition);
    case 'set': {
      const { context, options, universe } = evaluation;
      return butNot(condition.is, bitsOfIds(universe, context.accountsIn(condition.set, options)));
    }
    case 'segment':
      return butNot(condition.is, memberBits(evaluation.context, condition.segment, evaluation.options));
  }
}

const butNot = (is: boolean, bits: Uint8Array): Uint8Array => (is ? bits : bits.map((bit) => 1 - bit));

/** An empty group holds for every account. */
function combine(rule: SegmentRule, size: number, bitsOf: (condition: SegmentCondition) => Uint8Array): Uint8Array {
  const parts = rule.rules.map((part) => (isGroup(part) ? combine(part, size, bitsOf) : bitsOf(part)));
  const isAnd = rule.combinator === 'and' || parts.length === 0;
  const result = new Uint8Array(size).fill(isAnd ? 1 : 0);
  for (const part of parts) {
    if (isAnd) for (let position = 0; position < size; position++) result[position]! &= part[position]!;
    else for (let position = 0; position < size; position++) result[position]! |= part[position]!;
  }
  if (rule.not) for (let position = 0; position < size; position++) result[position]! ^= 1;
  return result;
}
