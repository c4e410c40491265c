import type { FunnelResult } from '../../../shared/contract/index.ts';
import { benjaminiHochberg, fisherExact } from '../../stats/index.ts';
import { allUnits, figuresOf } from './figures.ts';
import type { FunnelRule } from './funnel-plan.ts';
import type { UnitTable } from './unit-table.ts';

export interface UnitGroup {
  /** Null: the units without a value. */
  readonly value: string | null;
  /** True for all that are not told one by one. */
  readonly rest: boolean;
  readonly units: readonly number[];
}

/**
 * The units by their group code: the largest groups first, ties by value, and everything after the first `most` together.
 *
 * @param textOf the value of a code; 0 is the group without a value
 */
export function splitByCode(table: UnitTable, textOf: (code: number) => string | null, most: number): UnitGroup[] {
  const unitsOf = new Map<number, number[]>();
  for (let unit = 0; unit < table.size; unit++) {
    const code = table.group[unit]!;
    const units = unitsOf.get(code);
    if (units === undefined) unitsOf.set(code, [unit]);
    else units.push(unit);
  }
  const groups = [...unitsOf]
    .map(([code, units]): UnitGroup => ({ value: textOf(code), rest: false, units }))
    .sort((one, other) => other.units.length - one.units.length || compareValues(one.value, other.value));
  if (groups.length <= most) return groups;
  const rest = groups.slice(most).flatMap(({ units }) => units);
  return [...groups.slice(0, most), { value: null, rest: true, units: rest.sort((one, other) => one - other) }];
}

/** The units whose accounts belong to each segment; one may be in several. */
export function splitBySegments(
  table: UnitTable,
  segments: readonly { readonly name: string; readonly filter: Uint8Array }[],
): UnitGroup[] {
  return segments.map(({ name, filter }) => {
    const units: number[] = [];
    for (let unit = 0; unit < table.size; unit++) if (filter[table.account[unit]!] === 1) units.push(unit);
    return { value: name, rest: false, units };
  });
}

/** Figures and tests of each group: full conversion against everybody else who entered. The rest is no group of its own. */
export function describeGroups(
  table: UnitTable,
  rule: Pick<FunnelRule, 'steps' | 'order'>,
  groups: readonly UnitGroup[],
): FunnelResult['groups'] {
  if (groups.length === 0) return [];
  const last = 1 << (rule.steps.length - 1);
  const countConverted = (converted: number, unit: number): number =>
    (table.steps[unit]! & last) === 0 ? converted : converted + 1;
  const allConverted = allUnits(table).reduce(countConverted, 0);
  const ps = groups.map(({ units, rest }) => {
    if (rest) return null;
    const converted = units.reduce(countConverted, 0);
    return fisherExact(converted, units.length, allConverted - converted, table.size - units.length);
  });
  const qs = benjaminiHochberg(ps);
  return groups.map(({ value, rest, units }, index) => {
    const [p, q] = [ps[index], qs[index]];
    return {
      value,
      rest,
      steps: figuresOf(table, rule, units),
      test: p === null || p === undefined || q === null || q === undefined ? null : { p, q },
    };
  });
}

function compareValues(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}
