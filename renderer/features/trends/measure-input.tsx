import { Group, Select } from '@mantine/core';
import { trendCounts, trendMetrics } from '../../../shared/contract/index.ts';
import type { TrendMeasure } from '../../../shared/contract/index.ts';
import { EventSelectorInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { withKind } from './question.ts';

type MeasureInputProps = {
  readonly value: TrendMeasure;
  readonly onChange: (value: TrendMeasure) => void;
  /** Counted from 1, where there are several. */
  readonly number?: number;
};

/** What is counted: usage events in one of several ways, or a metric of the book. */
export function MeasureInput({ value, onChange, number }: MeasureInputProps) {
  const t = useMessages(messages);
  const isOne = number === undefined;
  return (
    <Group gap="sm" align="flex-start">
      <Select
        label={isOne ? t('measure') : t('measureN', { number })}
        data={[
          { group: t('groupUsage'), items: [{ value: 'events', label: t('of.events') }] },
          {
            group: t('groupBook'),
            items: trendMetrics.map((metric) => ({ value: metric, label: t(`metric.${metric}`) })),
          },
        ]}
        value={value.of === 'events' ? 'events' : value.metric}
        onChange={(kind) => kind !== null && onChange(withKind(value, kind))}
        allowDeselect={false}
        maxDropdownHeight={320}
        w={240}
      />
      {value.of === 'events' ? (
        <>
          <Select
            label={isOne ? t('counted') : t('countedN', { number })}
            data={trendCounts.map((count) => ({ value: count, label: t(`count.${count}`) }))}
            value={value.count}
            onChange={(chosen) => {
              const count = trendCounts.find((name) => name === chosen);
              if (count !== undefined) onChange({ ...value, count });
            }}
            allowDeselect={false}
            w={210}
          />
          <EventSelectorInput
            label={isOne ? t('events') : t('eventsN', { number })}
            value={value}
            onChange={(selector) => onChange({ ...value, ...selector })}
            width={270}
          />
        </>
      ) : null}
    </Group>
  );
}
