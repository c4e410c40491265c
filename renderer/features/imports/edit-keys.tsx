import { ActionIcon, Group, MultiSelect, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { normalisations } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { setNormalisation } from './mapping-edit.ts';
import type { EditColumnsProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

/** What is done to the texts of a key, so that two systems write it alike. */
export function EditKeys({ mapping, columns, onMapping }: EditColumnsProps) {
  const t = useMessages(recipeMessages);
  const [added, setAdded] = useState<readonly string[]>([]);
  const shown = [...new Set([...Object.keys(mapping.normalise), ...added])];
  return (
    <Stack gap="xs">
      {shown.map((column) => (
        <Group key={column} gap="sm">
          <Text size="sm" fw={600} w={180} truncate title={column}>
            {column}
          </Text>
          <MultiSelect
            size="xs"
            miw={320}
            aria-label={t('keysFor', { column })}
            placeholder={t('keysChoose')}
            data={normalisations.map((step) => ({ value: step, label: t(`normalise_${step}`) }))}
            value={mapping.normalise[column] ?? []}
            onChange={(chosen) =>
              onMapping(
                setNormalisation(
                  mapping,
                  column,
                  chosen.flatMap((value) => normalisations.find((step) => step === value) ?? []),
                ),
              )
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('keysRemove', { column })}
            onClick={() => {
              setAdded(added.filter((other) => other !== column));
              onMapping(setNormalisation(mapping, column, []));
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        label={t('keysColumn')}
        size="xs"
        w={220}
        searchable
        limit={200}
        data={columns.filter((column) => !shown.includes(column))}
        value={null}
        onChange={(column) => {
          if (column !== null) setAdded([...added, column]);
        }}
      />
    </Stack>
  );
}
