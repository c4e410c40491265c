import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMessages } from '../../ui/messages.ts';
import { addCondition, removeCondition, setCondition } from './mapping-edit.ts';
import type { Condition } from './mapping-edit.ts';
import type { EditColumnsProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

const conditions = [
  'blank',
  'not-blank',
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'not-starts-with',
  'greater',
  'less',
] as const;

/** Which rows are kept. */
export function EditConditions({ mapping, columns, onMapping }: EditColumnsProps) {
  const t = useMessages(recipeMessages);
  const change = (index: number, condition: Condition, update: Partial<Condition>) =>
    onMapping(setCondition(mapping, index, { ...condition, ...update }));
  return (
    <Stack gap="xs" align="flex-start">
      {mapping.keepWhere.map((condition, index) => (
        <Group key={index} align="flex-end" gap="sm">
          <Select
            label={t('conditionColumn')}
            size="xs"
            w={200}
            searchable
            limit={200}
            allowDeselect={false}
            data={columns}
            value={condition.column}
            onChange={(column) => change(index, condition, { column: column ?? condition.column })}
          />
          <Select
            label={t('conditionIs')}
            size="xs"
            w={180}
            allowDeselect={false}
            data={conditions.map((is) => ({ value: is, label: t(`is_${is}`) }))}
            value={condition.is}
            onChange={(value) =>
              change(index, condition, { is: conditions.find((is) => is === value) ?? condition.is })
            }
          />
          {condition.is === 'blank' || condition.is === 'not-blank' ? null : (
            <TextInput
              label={t('conditionValue')}
              size="xs"
              w={180}
              value={condition.value ?? ''}
              onChange={(event) => change(index, condition, { value: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            mb={2}
            aria-label={t('keepWhereRemove', { number: index + 1 })}
            onClick={() => onMapping(removeCondition(mapping, index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPlus size={14} />}
        onClick={() => onMapping(addCondition(mapping))}
      >
        {t('keepWhereAdd')}
      </Button>
    </Stack>
  );
}
