import { ActionIcon, Popover, Stack, Table, Text, Title } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { definition } from '../../shared/contract/index.ts';
import { useFormat } from './format.ts';
import { useMessages } from './messages.ts';
import { uiMessages } from './texts.ts';

type DefinitionProps = {
  readonly title: string;
  /** The rule in words, with the values that this very number used. */
  readonly rule: ReactNode;
  /** Labelled facts: filter, window, denominators. */
  readonly facts?: readonly (readonly [label: string, value: ReactNode])[];
  readonly source?: z.infer<typeof definition>;
  /** In px; rules of many sentences read better in longer lines. */
  readonly width?: number;
};

/** The "what is this number" button: rule, filter, data version and as-of instant. */
export function Definition({ title, rule, facts = [], source, width = 360 }: DefinitionProps) {
  const t = useMessages(uiMessages);
  const format = useFormat();
  const rows: (readonly [string, ReactNode])[] = [...facts];
  if (source !== undefined) {
    rows.push([t('dataVersion'), format.integer(source.dataVersion)]);
    if (source.asOf !== null) rows.push([t('asOf'), format.instant(source.asOf)]);
  }
  return (
    <Popover width={width} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${t('whatIsThis')} ${title}`}>
          <IconInfoCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" tabIndex={-1} mah="70vh" style={{ overflowY: 'auto' }}>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text size="sm" component="div">
            {rule}
          </Text>
          {rows.length === 0 ? null : (
            <Table fz="xs" verticalSpacing={4} withRowBorders={false}>
              <Table.Tbody>
                {rows.map(([label, value]) => (
                  <Table.Tr key={label}>
                    <Table.Th c="dimmed" fw={500} scope="row">
                      {label}
                    </Table.Th>
                    <Table.Td ta="right">{value}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
