import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { accountAttribute, attributeCodes } from '../accounts/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { segmentFilter, segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { checkEventNames, eventsUntil, secondsOfRange } from '../usage/index.ts';
import { planFunnel } from './funnel-plan.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { splitByCode, splitBySegments } from './groups.ts';
import type { UnitGroup } from './groups.ts';
import { propertyReader } from './property-reader.ts';
import { readUnits } from './read-units.ts';
import { fillUnitTable } from './unit-table.ts';
import type { GroupOf, UnitTable } from './unit-table.ts';

export type AskedFunnel = FunnelQuestion & CalendarOptions;

/** The question as a plan over the events of this moment. @throws invalid_input for names that no event has, or parts that do not go together */
export function planQuestion(context: ReadContext, question: AskedFunnel): FunnelPlan {
  const { steps, exclusions, segment, zone, weekStart } = question;
  const columns = context.events();
  checkEventNames(
    columns.names,
    [...steps, ...exclusions].flatMap(({ events }) => events),
  );
  const asOf = eventsUntil(context);
  const accountFilter = segmentFilter(context, segment, { zone, weekStart });
  return planFunnel(columns, question, {
    shouldStop: context.shouldStop,
    ...(accountFilter === null ? {} : { accountFilter }),
    ...(asOf === null ? {} : { asOf }),
    ...secondsOfRange(question),
  });
}

/** Units and their groups; no groups without a breakdown. */
export interface AnsweredFunnel {
  readonly plan: FunnelPlan;
  readonly table: UnitTable;
  readonly groups: readonly UnitGroup[];
  /** Names of the segments that are compared. */
  readonly segments: readonly string[];
}

export function answerFunnel(context: ReadContext, question: AskedFunnel): AnsweredFunnel {
  const { breakdown, groups: most, zone, weekStart } = question;
  const plan = planQuestion(context, question);
  if (breakdown === null) return { plan, table: readUnits(context, plan), groups: [], segments: [] };
  if (breakdown.by === 'segments') {
    const segments = breakdown.segments.map((id) => ({
      name: segmentName(context, id) ?? String(id),
      filter: segmentFilter(context, id, { zone, weekStart }) ?? new Uint8Array(plan.columns.accounts.length).fill(1),
    }));
    const table = readUnits(context, plan);
    return { plan, table, groups: splitBySegments(table, segments), segments: segments.map(({ name }) => name) };
  }
  if (breakdown.by === 'attribute') {
    const attribute = accountAttribute(context, breakdown.key);
    const codes = attributeCodes(plan.columns, attribute);
    const units = readUnits(context, plan);
    const table = { ...units, group: units.account.map((account) => codes[account]!) };
    const textOf = (code: number): string | null => (code === 0 ? null : (attribute.values[code - 1] ?? null));
    return { plan, table, groups: splitByCode(table, textOf, most), segments: [] };
  }
  const { groupOf, textOf } = byProperty(plan, breakdown);
  const table = fillUnitTable(plan, groupOf);
  return { plan, table, groups: splitByCode(table, textOf, most), segments: [] };
}

type Grouping = { readonly groupOf: GroupOf; readonly textOf: (code: number) => string | null };

function byProperty(
  { columns, stepCount }: FunnelPlan,
  { key, attribution, step }: { key: string; attribution: 'first' | 'last' | 'step'; step: number },
): Grouping {
  if (attribution === 'step' && step >= stepCount) throw noStep(step, stepCount);
  const reader = propertyReader(columns, key);
  return {
    textOf: reader.textOf,
    groupOf(match) {
      const place =
        attribution === 'first'
          ? 0
          : attribution === 'last'
            ? match.matched - 1
            : match.steps.subarray(0, match.matched).indexOf(step);
      return place < 0 ? 0 : reader.codeAt(match.rows[place]!);
    },
  };
}

export function noStep(step: number, stepCount: number): HoldfastError {
  return new HoldfastError('invalid_input', `This funnel has ${stepCount} steps; there is no step ${step + 1}.`, {
    step: step + 1,
  });
}
