import { ActionIcon, Button, Group, NumberInput, Select, Stack, TagsInput, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ContractOutputs, PropertyFilter } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { operatorsOf, operatorText, takesNothing, takesNumber, wholeFilters } from './filter-words.ts';
import type { FilterDraft } from './filter-words.ts';
import { analysisMessages } from './messages.ts';

const mostFilters = 10;
const emptyDraft: FilterDraft = { property: null, operator: 'is', values: [] };

// Lists open inside the popover: outside of it they would count as a click that closes it.
const inside = { withinPortal: false } as const;

type PropertyFiltersProps = {
  readonly value: readonly PropertyFilter[];
  readonly onChange: (value: PropertyFilter[]) => void;
  readonly onClose: () => void;
};

/** The conditions on properties; what is not whole yet is kept here and asked once it is. */
export function PropertyFilters({ value, onChange, onClose }: PropertyFiltersProps) {
  const t = useMessages(analysisMessages);
  const adder = useRef<HTMLButtonElement>(null);
  const [isAdding, setIsAdding] = useState(false);
  const [drafts, setDrafts] = useState<readonly FilterDraft[]>(() => (value.length === 0 ? [emptyDraft] : value));
  const properties = useQuery(useApi().events.properties.queryOptions());
  const change = (next: readonly FilterDraft[]) => {
    setDrafts(next);
    const whole = wholeFilters(next);
    if (JSON.stringify(whole) !== JSON.stringify(value)) onChange(whole);
  };
  if (properties.error !== null && properties.data === undefined) return <ErrorState error={properties.error} />;
  if (properties.data?.length === 0) return <Text size="sm">{t('noProperties')}</Text>;
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600}>
        {t('filtersTitle')}
      </Text>
      {drafts.map((draft, index) => (
        <FilterRow
          key={index}
          draft={draft}
          number={index + 1}
          properties={properties.data ?? []}
          onChange={(next) => change(drafts.map((entry, place) => (place === index ? next : entry)))}
          autoFocus={isAdding && index === drafts.length - 1}
          onRemove={() => {
            change(drafts.filter((_, place) => place !== index));
            adder.current?.focus();
          }}
        />
      ))}
      <Group justify="space-between">
        <Button
          ref={adder}
          size="xs"
          variant="light"
          leftSection={<IconPlus size={14} />}
          aria-disabled={drafts.length >= mostFilters}
          onClick={() => {
            if (drafts.length >= mostFilters) return;
            setIsAdding(true);
            setDrafts([...drafts, emptyDraft]);
          }}
        >
          {t('addFilter')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('done')}
        </Button>
      </Group>
    </Stack>
  );
}

type FilterRowProps = {
  readonly draft: FilterDraft;
  readonly number: number;
  readonly properties: ContractOutputs['events']['properties'];
  readonly onChange: (draft: FilterDraft) => void;
  readonly autoFocus: boolean;
  readonly onRemove: () => void;
};

function FilterRow({ draft, number, properties, onChange, autoFocus, onRemove }: FilterRowProps) {
  const t = useMessages(analysisMessages);
  const property = properties.find(({ key }) => key === draft.property) ?? null;
  const operators = operatorsOf(property);
  const choices = properties.map(({ key }) => ({ value: key, label: key === 'quantity' ? t('quantity') : key }));
  const isKnown = draft.property === null || property !== null;
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" role="group" aria-label={t('filterNumber', { number })}>
      <Select
        aria-label={t('property')}
        autoFocus={autoFocus}
        placeholder={t('property')}
        data={isKnown ? choices : [...choices, { value: draft.property, label: draft.property }]}
        value={draft.property}
        error={isKnown ? null : t('unknownProperty')}
        onChange={(key) => {
          const next = properties.find((entry) => entry.key === key) ?? null;
          const operator = operatorsOf(next).includes(draft.operator) ? draft.operator : 'is';
          onChange({ property: key, operator, values: [] });
        }}
        searchable
        size="xs"
        w={130}
        comboboxProps={inside}
      />
      <Select
        aria-label={t('operator')}
        data={operators.map((operator) => ({ value: operator, label: t(operatorText[operator]) }))}
        value={draft.operator}
        allowDeselect={false}
        onChange={(chosen) => {
          const operator = operators.find((entry) => entry === chosen) ?? 'is';
          const keeps = !takesNothing(operator) && takesNumber(operator) === takesNumber(draft.operator);
          onChange({ ...draft, operator, values: keeps ? draft.values : [] });
        }}
        size="xs"
        w={112}
        comboboxProps={inside}
      />
      <div style={{ flex: 1, minWidth: 0 }}>
        {takesNothing(draft.operator) ? null : takesNumber(draft.operator) ? (
          <NumberInput
            aria-label={t('value')}
            placeholder="12.5"
            size="xs"
            hideControls
            value={draft.values[0] ?? ''}
            onChange={(next) => onChange({ ...draft, values: next === '' ? [] : [String(next)] })}
          />
        ) : (
          <ValuesInput draft={draft} onChange={(values) => onChange({ ...draft, values })} />
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={t('removeFilterNumber', { number })}
        onClick={onRemove}
      >
        <IconTrash size={15} />
      </ActionIcon>
    </Group>
  );
}

/** Values with completion from what events carry; anything else may be typed too. */
function ValuesInput({
  draft,
  onChange,
}: {
  readonly draft: FilterDraft;
  readonly onChange: (values: string[]) => void;
}) {
  const t = useMessages(analysisMessages);
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const found = useQuery(
    useApi().events.values.queryOptions({
      input: { property: draft.property ?? '', search },
      enabled: draft.property !== null,
      placeholderData: keepPreviousData,
    }),
  );
  const values = found.data?.values ?? [];
  const countOf = new Map(values.map(({ value, count }) => [value, count]));
  return (
    <TagsInput
      aria-label={t('value')}
      placeholder={draft.values.length === 0 ? t('values') : undefined}
      size="xs"
      data={values.map(({ value }) => value)}
      value={draft.values}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={setTyped}
      splitChars={[]}
      acceptValueOnBlur
      disabled={draft.property === null}
      maxDropdownHeight={200}
      comboboxProps={inside}
      // The engine has searched already.
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="sm" wrap="nowrap" flex={1}>
          <Text size="xs" truncate>
            {option.value}
          </Text>
          <Text size="xs" c="dimmed">
            {format.compact(countOf.get(option.value) ?? null)}
          </Text>
        </Group>
      )}
    />
  );
}
