import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { FileMapping } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { useLabels } from './labels.ts';
import { addCondition, fieldsOf, removeCondition, removeConstant, setCondition, setConstant } from './mapping-edit.ts';
import type { Condition } from './mapping-edit.ts';
import { messages } from './messages.ts';

type SettingsProps = { readonly mapping: FileMapping; readonly onMapping: (mapping: FileMapping) => void };

const orders = ['dmy', 'mdy', 'ymd'] as const;
const conditions = ['blank', 'not-blank', 'starts-with', 'not-starts-with', 'equals', 'not-equals'] as const;

/** How values are read, what every row gets, and which rows are kept. */
export function MappingSettings({ mapping, onMapping }: SettingsProps) {
  return (
    <Stack gap="lg">
      <Reading mapping={mapping} onMapping={onMapping} />
      <Constants mapping={mapping} onMapping={onMapping} />
      <Conditions mapping={mapping} onMapping={onMapping} />
    </Stack>
  );
}

function Reading({ mapping, onMapping }: SettingsProps) {
  const t = useMessages(messages);
  const [currency, setCurrency] = useState(mapping.currency ?? '');
  const isCurrency = currency === '' || /^[A-Z]{3}$/.test(currency);
  const zones = Intl.supportedValuesOf('timeZone');
  const { dateOrder, ...rest } = mapping;
  return (
    <Group align="flex-start" gap="md">
      <Select
        label={t('dateOrder')}
        w={200}
        data={[
          { value: '', label: t('dateOrderAuto') },
          ...orders.map((order) => ({ value: order, label: t(`dateOrder_${order}`) })),
        ]}
        value={dateOrder ?? ''}
        allowDeselect={false}
        onChange={(value) => {
          const order = orders.find((entry) => entry === value);
          onMapping(order === undefined ? rest : { ...rest, dateOrder: order });
        }}
      />
      <Select
        label={t('decimal')}
        w={190}
        data={[
          { value: '.', label: t('decimalPoint') },
          { value: ',', label: t('decimalComma') },
        ]}
        value={mapping.decimal}
        allowDeselect={false}
        onChange={(value) => onMapping({ ...mapping, decimal: value === ',' ? ',' : '.' })}
      />
      <Select
        label={t('zone')}
        w={270}
        searchable
        limit={100}
        data={zones.includes('UTC') ? zones : ['UTC', ...zones]}
        value={mapping.zone}
        allowDeselect={false}
        onChange={(value) => onMapping({ ...mapping, zone: value ?? 'UTC' })}
      />
      <TextInput
        label={t('currency')}
        w={270}
        maxLength={3}
        value={currency}
        error={isCurrency ? null : t('currencyWrong')}
        onChange={(event) => {
          const value = event.currentTarget.value.toUpperCase();
          setCurrency(value);
          const { currency: _, ...without } = mapping;
          if (value === '') onMapping(without);
          else if (/^[A-Z]{3}$/.test(value)) onMapping({ ...without, currency: value });
        }}
      />
    </Group>
  );
}

function Constants({ mapping, onMapping }: SettingsProps) {
  const t = useMessages(messages);
  const labels = useLabels();
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState('');
  const free = fieldsOf(mapping.table).filter(({ name }) => !(name in mapping.constants));
  return (
    <Stack gap="xs">
      <div>
        <Text size="sm" fw={600}>
          {t('constants')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('constantsText')}
        </Text>
      </div>
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

function Conditions({ mapping, onMapping }: SettingsProps) {
  const t = useMessages(messages);
  const change = (index: number, condition: Condition, update: Partial<Condition>) =>
    onMapping(setCondition(mapping, index, { ...condition, ...update }));
  return (
    <Stack gap="xs" align="flex-start">
      <div>
        <Text size="sm" fw={600}>
          {t('keepWhere')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('keepWhereText')}
        </Text>
      </div>
      {mapping.keepWhere.map((condition, index) => (
        <Group key={index} align="flex-end" gap="sm">
          <Select
            label={t('conditionColumn')}
            size="xs"
            w={200}
            searchable
            allowDeselect={false}
            data={mapping.columns.map(({ column }) => column)}
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
              value={condition.value}
              onChange={(event) => change(index, condition, { value: event.currentTarget.value })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
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
