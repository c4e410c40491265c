import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { useLabels } from './labels.ts';
import { fieldsOf, removeConstant, setConstant } from './mapping-edit.ts';
import type { EditProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

/** The same value for every row. */
export function EditConstants({ mapping, onMapping }: EditProps) {
  const t = useMessages(recipeMessages);
  const labels = useLabels();
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const free = fieldsOf(mapping.table).filter(({ name }) => !(name in mapping.constants));
  return (
    <Stack gap="xs">
      {Object.entries(mapping.constants).map(([name, constant]) => (
        <Group key={name} gap="sm">
          <Text size="sm" w={200}>
            {labels.field(mapping.table, name)}
          </Text>
          <Text size="sm" fw={600}>
            {constant}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('constantRemove', { field: labels.field(mapping.table, name) })}
            onClick={() => onMapping(removeConstant(mapping, name))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group align="flex-end" gap="sm">
        <Select
          label={t('constantField')}
          size="xs"
          w={200}
          searchable
          data={free.map(({ name }) => ({ value: name, label: labels.field(mapping.table, name) }))}
          value={field}
          onChange={setField}
        />
        <TextInput
          label={t('constantValue')}
          size="xs"
          w={200}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={14} />}
          disabled={field === null || value.trim() === ''}
          onClick={() => {
            if (field === null) return;
            onMapping(setConstant(mapping, field, value.trim()));
            setField(null);
            setValue('');
          }}
        >
          {t('constantAdd')}
        </Button>
      </Group>
    </Stack>
  );
}
