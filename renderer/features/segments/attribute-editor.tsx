import { NumberInput, TagsInput, TextInput } from '@mantine/core';
import type { SegmentCondition } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { kindOfKey } from './rule-query.ts';
import { Choice } from './small-inputs.tsx';
import { useVocabulary } from './use-vocabulary.ts';

type AttributeCondition = Extract<SegmentCondition, { on: 'attribute' }>;
type Operator = AttributeCondition['operator'];

const operatorsOf = {
  text: ['is', 'is-not', 'contains', 'is-set', 'is-not-set'],
  number: ['at-least', 'at-most', 'is', 'is-not', 'is-set', 'is-not-set'],
  day: ['at-least', 'at-most', 'is', 'is-not', 'is-set', 'is-not-set'],
} as const satisfies Record<string, readonly Operator[]>;

type AttributeEditorProps = {
  readonly value: AttributeCondition;
  readonly onChange: (value: AttributeCondition) => void;
};

export function AttributeEditor({ value, onChange }: AttributeEditorProps) {
  const t = useMessages(messages);
  const { key, operator, values } = value;
  const known = useVocabulary().data?.attributes.find((attribute) => attribute.key === key);
  const kind = kindOfKey(key) ?? known?.kind ?? 'text';
  const offered: readonly Operator[] = operatorsOf[kind];
  const operators = offered.includes(operator) ? offered : [...offered, operator];
  const labelOf = (entry: Operator): string =>
    kind === 'day' && (entry === 'at-least' || entry === 'at-most')
      ? t(`dayOperator_${entry}`)
      : t(`operator_${entry}`);
  const set = (next: readonly string[]): void => onChange({ ...value, values: [...next] });
  return (
    <>
      <Choice
        label={t('operator')}
        value={operator}
        options={operators.map((entry) => ({ value: entry, label: labelOf(entry) }))}
        onChange={(next) => onChange({ ...value, operator: next, values: keptValues(operator, next, values) })}
        width={136}
      />
      {operator === 'is-set' || operator === 'is-not-set' ? null : operator === 'at-least' || operator === 'at-most' ? (
        kind === 'day' ? (
          <TextInput
            type="date"
            aria-label={t('value')}
            w={150}
            value={values[0] ?? ''}
            onChange={(event) => set(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
          />
        ) : (
          <NumberInput
            aria-label={t('value')}
            w={130}
            value={values[0] ?? ''}
            onChange={(next) => set(next === '' ? [] : [String(next)])}
          />
        )
      ) : (
        <TagsInput
          aria-label={t('values')}
          placeholder={values.length > 0 ? undefined : t(operator === 'contains' ? 'typeText' : 'chooseValues')}
          data={operator === 'contains' ? [] : (known?.values.map((entry) => entry.value) ?? [])}
          value={[...values]}
          onChange={set}
          acceptValueOnBlur
          limit={100}
          flex="1 1 180px"
          miw={160}
          maw={420}
        />
      )}
    </>
  );
}

/** Between comparisons that take the same kind of value, the values stay. */
function keptValues(before: Operator, next: Operator, values: readonly string[]): string[] {
  const isOne = (operator: Operator): boolean => operator === 'at-least' || operator === 'at-most';
  if (next === 'is-set' || next === 'is-not-set') return [];
  return isOne(before) === isOne(next) ? [...values] : [];
}
