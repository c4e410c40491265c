import { ActionIcon, Autocomplete, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { setValueMap, without } from './mapping-edit.ts';
import type { ValueMap } from './mapping-edit.ts';
import type { EditColumnsProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

const otherwise = ['keep', 'blank', 'reject'] as const;

/** Values of a column that become others. */
export function EditValues({ mapping, preview, columns, onMapping }: EditColumnsProps) {
  const t = useMessages(recipeMessages);
  const [chosen, setChosen] = useState<string | null>(mapping.valueMaps[0]?.column ?? null);
  const map: ValueMap | null =
    chosen === null
      ? null
      : (mapping.valueMaps.find(({ column }) => column === chosen) ?? {
          column: chosen,
          values: {},
          otherwise: 'keep',
        });
  const samples = preview.columns.find(({ column }) => column === chosen)?.samples ?? [];
  const mapped = new Set(mapping.valueMaps.map(({ column }) => column));
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="md">
        <Select
          label={t('valuesColumn')}
          size="xs"
          w={220}
          searchable
          limit={200}
          data={columns.map((column) => ({
            value: column,
            label: mapped.has(column) ? t('valuesMapped', { column }) : column,
          }))}
          value={chosen}
          onChange={setChosen}
        />
        {map === null ? null : (
          <Select
            label={t('valuesOtherwise')}
            size="xs"
            w={220}
            allowDeselect={false}
            data={otherwise.map((value) => ({ value, label: t(`otherwise_${value}`) }))}
            value={map.otherwise ?? 'keep'}
            onChange={(value) =>
              onMapping(
                setValueMap(mapping, { ...map, otherwise: otherwise.find((other) => other === value) ?? 'keep' }),
              )
            }
          />
        )}
      </Group>
      {map === null ? null : (
        <Pairs
          key={map.column}
          map={map}
          samples={samples}
          onValues={(values) => onMapping(setValueMap(mapping, { ...map, values }))}
        />
      )}
    </Stack>
  );
}

type PairsProps = {
  readonly map: ValueMap;
  readonly samples: readonly string[];
  readonly onValues: (values: Record<string, string>) => void;
};

function Pairs({ map, samples, onValues }: PairsProps) {
  const t = useMessages(recipeMessages);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const free = samples.filter((sample) => !(sample in map.values));
  return (
    <Stack gap={6}>
      {Object.entries(map.values).map(([old, value]) => (
        <Group key={old} gap="xs">
          <Text size="sm" w={200} truncate title={old}>
            {old}
          </Text>
          <IconArrowRight size={14} aria-hidden="true" />
          <TextInput
            size="xs"
            w={200}
            aria-label={t('valueBecomes', { value: old })}
            value={value}
            onChange={(event) => onValues({ ...map.values, [old]: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('valueRemove', { value: old })}
            onClick={() => onValues(without(map.values, old))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group align="flex-end" gap="xs">
        <Autocomplete label={t('valueFrom')} size="xs" w={200} data={free} value={from} onChange={setFrom} />
        <IconArrowRight size={14} aria-hidden="true" style={{ marginBottom: 8 }} />
        <TextInput
          label={t('valueTo')}
          size="xs"
          w={200}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={14} />}
          disabled={from.trim() === ''}
          onClick={() => {
            onValues({ ...map.values, [from.trim()]: to.trim() });
            setFrom('');
            setTo('');
          }}
        >
          {t('valueAdd')}
        </Button>
      </Group>
    </Stack>
  );
}
