import { Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scope } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { analysisMessages } from './messages.ts';

/** True where the last day lies before the first: such a question is not asked. */
export function isRangeWrong({ from, to }: Pick<Scope, 'from' | 'to'>): boolean {
  return from !== undefined && to !== undefined && to < from;
}

type ScopeInputProps = {
  readonly value: Scope;
  /** To be handed to setQuestion as it is. */
  readonly onChange: (patch: Partial<Scope>) => void;
  /** Other words for the two days, e.g. "Cohorts from". */
  readonly fromLabel?: string;
  readonly toLabel?: string;
  readonly hideSegment?: boolean;
};

/** First and last day, and the saved segment that a question is narrowed to. */
export function ScopeInput({ value, onChange, fromLabel, toLabel, hideSegment = false }: ScopeInputProps) {
  const t = useMessages(analysisMessages);
  const wrong = isRangeWrong(value);
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <DayInput label={fromLabel ?? t('from')} value={value.from} onChange={(from) => onChange({ from })} />
      <DayInput
        label={toLabel ?? t('to')}
        value={value.to}
        onChange={(to) => onChange({ to })}
        error={wrong ? t('rangeWrong') : null}
      />
      {hideSegment ? null : <SegmentSelect value={value.segment} onChange={(segment) => onChange({ segment })} />}
    </Group>
  );
}

type DayInputProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly error?: string | null;
};

// While a year is being typed the field says 0002, 0020, 0202: those are not asked.
const isSensible = (day: string): boolean => day === '' || (day >= '1900' && day < '3000');

export function DayInput({ label, value, onChange, error = null }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? value ?? ''}
      onChange={(event) => {
        const day = event.currentTarget.value;
        setTyped(isSensible(day) ? null : day);
        if (isSensible(day)) onChange(day === '' ? undefined : day);
      }}
      onBlur={() => setTyped(null)}
      error={error}
      w={146}
    />
  );
}

const everyone = '';

type SegmentSelectProps = {
  readonly value: number | null;
  readonly onChange: (segment: number | null) => void;
  readonly label?: string;
  readonly size?: 'xs' | 'sm';
};

export function SegmentSelect({ value, onChange, label, size = 'sm' }: SegmentSelectProps) {
  const t = useMessages(analysisMessages);
  const segments = useQuery(useApi().segments.list.queryOptions({ retry: false }));
  const isGone = value !== null && segments.data?.some(({ id }) => id === value) === false;
  const known = (segments.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const data = [
    { value: everyone, label: t('allAccounts') },
    ...known,
    ...(value !== null && !known.some((entry) => entry.value === String(value))
      ? [{ value: String(value), label: t('segmentNumber', { number: value }) }]
      : []),
  ];
  return (
    <Select
      size={size}
      label={label ?? t('segment')}
      data={data}
      value={value === null ? everyone : String(value)}
      onChange={(chosen) => onChange(chosen === null || chosen === everyone ? null : Number(chosen))}
      allowDeselect={false}
      searchable={known.length > 8}
      error={isGone ? t('segmentGone') : null}
      w={190}
    />
  );
}
