import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { accountsMessages } from '../../app/account-parts/messages.ts';

type FacetFilterProps = {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly count: number }[];
  readonly chosen: readonly string[];
  readonly onChange: (values: string[]) => void;
};

/** Ticks among the values that there are, with how many accounts have each. */
export function FacetFilter({ label, options, chosen, onChange }: FacetFilterProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const [wanted, setWanted] = useState('');
  const shown = options.filter(({ value }) => value.toLowerCase().includes(wanted.trim().toLowerCase()));
  const words =
    chosen.length === 0
      ? label
      : chosen.length === 1
        ? `${label}: ${chosen[0] ?? ''}`
        : `${label}: ${format.integer(chosen.length)}`;
  return (
    <Popover position="bottom-start" shadow="md" width={270} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={chosen.length === 0 ? 'default' : 'light'}
          size="xs"
          rightSection={<IconChevronDown size={14} />}
          disabled={options.length === 0}
          maw={180}
          px={10}
          fw={500}
        >
          <Text truncate inherit>
            {words}
          </Text>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {options.length > 8 ? (
            <TextInput
              size="xs"
              placeholder={t('facetSearch')}
              aria-label={t('facetSearch')}
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          ) : null}
          <ScrollArea.Autosize mah={260} type="auto">
            <Checkbox.Group value={[...chosen]} onChange={onChange} aria-label={label}>
              <Stack gap={6} pr="xs">
                {shown.map(({ value, count }) => (
                  <Checkbox
                    key={value}
                    value={value}
                    size="xs"
                    styles={{ body: { alignItems: 'center' }, labelWrapper: { flex: 1 } }}
                    label={
                      <Group justify="space-between" wrap="nowrap" gap="sm">
                        <span>{value}</span>
                        <Text span size="xs" c="dimmed">
                          {format.integer(count)}
                        </Text>
                      </Group>
                    }
                  />
                ))}
                {shown.length === 0 ? (
                  <Text size="xs" c="dimmed">
                    {t('facetNone')}
                  </Text>
                ) : null}
              </Stack>
            </Checkbox.Group>
          </ScrollArea.Autosize>
          {chosen.length === 0 ? null : (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange([])}>
              {t('facetClear')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
