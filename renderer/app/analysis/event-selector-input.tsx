import { ActionIcon, Group, Indicator, Input, MultiSelect, Popover, Text, Tooltip } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { EventSelector } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { FilterChips } from './filter-chips.tsx';
import { analysisMessages } from './messages.ts';
import { PropertyFilters } from './property-filters.tsx';

type EventSelectorInputProps = {
  readonly label: string;
  readonly value: Pick<EventSelector, 'events' | 'where'>;
  readonly onChange: (value: { events: string[]; where: EventSelector['where'] }) => void;
  /** What no event at all means; "Any event" where absent. */
  readonly anyLabel?: string;
  readonly description?: string;
  readonly error?: string | null;
  /** Width in px; the whole width where absent. */
  readonly width?: number;
  /** The label is for screen readers only. */
  readonly hideLabel?: boolean;
  /** False where the question has no place for conditions. */
  readonly allowFilters?: boolean;
};

/** Which events are meant: names, with how often each occurs, and conditions on their properties. */
export function EventSelectorInput({
  label,
  value,
  onChange,
  anyLabel,
  description,
  error = null,
  width,
  hideLabel = false,
  allowFilters = true,
}: EventSelectorInputProps) {
  const t = useMessages(analysisMessages);
  const format = useFormat();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const names = useQuery(useApi().events.names.queryOptions());
  const known = names.data?.names ?? [];
  const countOf = new Map(known.map(({ name, count }) => [name, count]));
  const unknown = names.data === undefined ? [] : value.events.filter((name) => !countOf.has(name));
  const filtersLabel =
    value.where.length === 0 ? t('filters', { label }) : t('filtersActive', { label, count: value.where.length });
  return (
    <Input.Wrapper
      label={hideLabel ? undefined : label}
      labelProps={{ htmlFor: id }}
      description={description}
      error={error ?? (unknown.length === 0 ? null : t('unknownEvent', { names: format.list(unknown) }))}
      w={width ?? '100%'}
      miw={0}
    >
      <Group gap={4} wrap="nowrap" align="flex-start">
        <MultiSelect
          id={id}
          aria-label={hideLabel ? label : undefined}
          placeholder={value.events.length === 0 ? (anyLabel ?? t('anyEvent')) : undefined}
          data={[...countOf.keys(), ...unknown]}
          value={value.events}
          onChange={(events) => onChange({ events, where: value.where })}
          searchable
          hidePickedOptions
          limit={200}
          maxDropdownHeight={260}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          renderOption={({ option }) => (
            <Group justify="space-between" gap="md" wrap="nowrap" flex={1} miw={200}>
              <Text size="sm" truncate maw={340}>
                {option.value}
              </Text>
              <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.compact(countOf.get(option.value) ?? null)}
              </Text>
            </Group>
          )}
          nothingFoundMessage={t('noEvent')}
          size="sm"
          flex={1}
          miw={0}
          error={error !== null || unknown.length > 0}
        />
        {allowFilters ? (
          <Popover
            opened={opened}
            onChange={setOpened}
            width={460}
            position="bottom-start"
            withArrow
            shadow="md"
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <Tooltip label={filtersLabel} disabled={opened}>
                <Indicator label={value.where.length} size={15} disabled={value.where.length === 0} offset={4}>
                  <ActionIcon
                    ref={button}
                    variant="default"
                    size={36}
                    aria-label={filtersLabel}
                    aria-expanded={opened}
                    aria-haspopup="dialog"
                    onClick={() => setOpened((before) => !before)}
                  >
                    <IconFilter size={16} stroke={1.7} />
                  </ActionIcon>
                </Indicator>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown aria-label={t('filters', { label })}>
              <PropertyFilters
                value={value.where}
                onChange={(where) => onChange({ events: value.events, where })}
                onClose={() => setOpened(false)}
              />
            </Popover.Dropdown>
          </Popover>
        ) : null}
      </Group>
      {value.where.length === 0 ? null : (
        <FilterChips
          value={value.where}
          onChange={(where) => {
            onChange({ events: value.events, where });
            button.current?.focus();
          }}
          onOpen={() => setOpened(true)}
        />
      )}
    </Input.Wrapper>
  );
}
