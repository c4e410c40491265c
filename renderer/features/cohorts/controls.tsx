import { Button, Group, Input, MultiSelect, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { isRangeWrong, validateSearch } from './search.ts';
import type { RetentionView } from './search.ts';

type ControlsProps = {
  readonly names: ContractOutputs['events']['names']['names'];
  readonly view: RetentionView;
  readonly onChange: (change: Partial<RetentionView>) => void;
};

/** Every change closes the open cell: it would no longer be the same cell. */
const closed = { cohort: undefined, index: undefined } as const;

export function Controls({ names, view, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const options = names.map(({ name }) => name);
  const countOf = new Map(names.map(({ name, count }) => [name, count]));
  const events = (label: string, value: string[], change: (next: string[]) => void) => (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? t('anyEvent') : undefined}
      data={options}
      value={value}
      onChange={change}
      searchable
      clearable
      limit={200}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="md" wrap="nowrap" flex={1}>
          <Text size="sm" truncate>
            {option.value}
          </Text>
          <Text size="xs" c="dimmed">
            {format.compact(countOf.get(option.value) ?? null)}
          </Text>
        </Group>
      )}
      nothingFoundMessage={t('noEvent')}
      w={250}
      size="sm"
    />
  );
  const wrong = isRangeWrong(view);
  const empty = validateSearch.parse({});
  return (
    <Group align="flex-start" gap="md" role="group" aria-label={t('controls')}>
      {events(t('startEvents'), view.start, (start) => onChange({ start, ...closed }))}
      {events(t('returnEvents'), view.return, (next) => onChange({ return: next, ...closed }))}
      <Input.Wrapper label={t('periodLabel')} labelElement="div" labelProps={{ id: 'retention-period' }}>
        <SegmentedControl
          display="flex"
          h={36}
          aria-labelledby="retention-period"
          size="sm"
          value={view.period}
          onChange={(period) => onChange({ period: validateSearch.shape.period.parse(period), ...closed })}
          data={[
            { value: 'day', label: t('day') },
            { value: 'week', label: t('week') },
            { value: 'month', label: t('month') },
          ]}
        />
      </Input.Wrapper>
      <Select
        label={t('mode')}
        w={230}
        value={view.mode}
        allowDeselect={false}
        onChange={(mode) => onChange({ mode: validateSearch.shape.mode.parse(mode ?? 'on'), ...closed })}
        data={[
          { value: 'on', label: t('modeOn') },
          { value: 'on-or-after', label: t('modeOnOrAfter') },
        ]}
      />
      <TextInput
        type="date"
        label={t('from')}
        value={view.from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || undefined, ...closed })}
        w={150}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={view.to ?? ''}
        onChange={(event) => onChange({ to: event.currentTarget.value || undefined, ...closed })}
        error={wrong ? t('rangeWrong') : null}
        w={150}
      />
      <Button
        variant="subtle"
        color="gray"
        mt={25}
        onClick={() => onChange({ ...empty, from: undefined, to: undefined, ...closed, show: view.show })}
      >
        {t('reset')}
      </Button>
    </Group>
  );
}
