import type { PropertyFilter } from '../../../shared/contract/index.ts';

export type FilterOperator = PropertyFilter['operator'];

/** A condition as it is being written: `values` may still be missing. */
export type FilterDraft = {
  readonly property: string | null;
  readonly operator: FilterOperator;
  readonly values: string[];
};

export const operatorText = {
  is: 'operatorIs',
  'is-not': 'operatorIsNot',
  contains: 'operatorContains',
  'at-least': 'operatorAtLeast',
  'at-most': 'operatorAtMost',
  'is-set': 'operatorIsSet',
  'is-not-set': 'operatorIsNotSet',
} as const satisfies Record<FilterOperator, string>;

const ofTexts: readonly FilterOperator[] = ['is', 'is-not', 'contains', 'is-set', 'is-not-set'];
const ofNumbers: readonly FilterOperator[] = ['is', 'is-not', 'at-least', 'at-most', 'is-set', 'is-not-set'];

/** What can be asked of a property; `quantity` holds no text, other numbers are texts as well. */
export function operatorsOf(
  property: { readonly key: string; readonly kind: 'text' | 'number' } | null,
): readonly FilterOperator[] {
  if (property === null || property.kind === 'text') return ofTexts;
  return property.key === 'quantity' ? ofNumbers : [...ofNumbers, 'contains'];
}

export const takesNumber = (operator: FilterOperator): boolean => operator === 'at-least' || operator === 'at-most';
export const takesNothing = (operator: FilterOperator): boolean => operator === 'is-set' || operator === 'is-not-set';

/** The conditions that are whole: only they are asked. */
export function wholeFilters(drafts: readonly FilterDraft[]): PropertyFilter[] {
  return drafts.flatMap(({ property, operator, values }) => {
    if (property === null) return [];
    if (takesNothing(operator)) return [{ property, operator, values: [] }];
    const usable = values
      .map((value) => (takesNumber(operator) ? value.trim() : value))
      .filter((value) => value !== '');
    const fitting = takesNumber(operator)
      ? usable.slice(0, 1).filter((value) => Number.isFinite(Number(value)))
      : usable;
    return fitting.length === 0 ? [] : [{ property, operator, values: fitting }];
  });
}
