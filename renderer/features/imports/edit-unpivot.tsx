import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { setUnpivot } from './mapping-edit.ts';
import type { EditColumnsProps } from './edit-props.ts';
import { recipeMessages } from './recipe-messages.ts';

const skips = ['blank', 'zero-or-blank'] as const;

/** One row a day with a column a feature becomes one row a filled cell. */
export function EditUnpivot({ mapping, preview, onMapping }: EditColumnsProps) {
  const t = useMessages(recipeMessages);
  const { unpivot } = mapping;
  const [columns, setColumns] = useState<string[]>(unpivot?.columns ?? []);
  const [name, setName] = useState(unpivot?.name ?? t('unpivotNameDefault'));
  const [value, setValue] = useState(unpivot?.value ?? t('unpivotValueDefault'));
  const [skip, setSkip] = useState<(typeof skips)[number]>(unpivot?.skip ?? 'zero-or-blank');
  const all = preview.columns.map(({ column }) => column);
  const wrong = (own: string) => own.trim() === '' || all.includes(own.trim());
  const numeric = preview.columns
    .filter(({ type }) => type === 'integer' || type === 'number' || type === 'boolean' || type === 'empty')
    .map(({ column }) => column);
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t('unpivotColumns')}
        size="xs"
        searchable
        clearable
        limit={200}
        data={all}
        value={columns}
        onChange={setColumns}
      />
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('unpivotName')}
          size="xs"
          w={170}
          value={name}
          error={wrong(name) ? t('nameTaken') : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('unpivotValue')}
          size="xs"
          w={170}
          value={value}
          error={wrong(value) || value.trim() === name.trim() ? t('nameTaken') : null}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Select
          label={t('unpivotSkip')}
          size="xs"
          w={190}
          allowDeselect={false}
          data={skips.map((entry) => ({ value: entry, label: t(`skip_${entry}`) }))}
          value={skip}
          onChange={(entry) => setSkip(skips.find((other) => other === entry) ?? skip)}
        />
        <Button size="xs" variant="default" disabled={numeric.length === 0} onClick={() => setColumns(numeric)}>
          {t('unpivotNumeric', { count: numeric.length })}
        </Button>
        <Button
          size="xs"
          variant="light"
          disabled={columns.length === 0 || wrong(name) || wrong(value) || value.trim() === name.trim()}
          onClick={() => onMapping(setUnpivot(mapping, { columns, name: name.trim(), value: value.trim(), skip }))}
        >
          {t('unpivotApply', { count: columns.length })}
        </Button>
        {unpivot === undefined ? null : (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() => {
              setColumns([]);
              onMapping(setUnpivot(mapping, null));
            }}
          >
            {t('unpivotRemove')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
