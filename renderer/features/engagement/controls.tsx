import { Select } from '@mantine/core';
import type { EventSelector } from '../../../shared/contract/index.ts';
import { EventSelectorInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

export function ActivityInput({
  value,
  onChange,
}: {
  readonly value: EventSelector;
  readonly onChange: (value: EventSelector) => void;
}) {
  const t = useMessages(messages);
  return <EventSelectorInput label={t('activity')} value={value} onChange={onChange} width={270} />;
}

type PeriodKey = 'day' | 'week' | 'month' | 'quarter' | 'year';

export function PeriodSelect<Period extends PeriodKey>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Period[];
  readonly value: Period;
  readonly onChange: (value: Period) => void;
}) {
  const t = useMessages(messages);
  return (
    <Select
      label={label}
      data={options.map((name) => ({ value: name, label: t(name) }))}
      value={value}
      onChange={(chosen) => {
        const found = options.find((name) => name === chosen);
        if (found !== undefined) onChange(found);
      }}
      allowDeselect={false}
      w={120}
    />
  );
}
