import { Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dateFormats } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { setOptional } from './mapping-edit.ts';
import { messages } from './messages.ts';
import type { EditProps } from './edit-props.ts';

const isCurrency = (value: string) => /^[A-Z]{3}$/.test(value);

/** How dates, numbers and amounts of the whole file are written. */
export function EditFormats({ mapping, onMapping }: EditProps) {
  const t = useMessages(messages);
  const [currency, setCurrency] = useState(mapping.currency ?? '');
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <Group align="flex-start" gap="md">
      <Select
        label={t('dateFormat')}
        size="xs"
        w={220}
        data={[
          { value: '', label: t('dateFormatAuto') },
          ...dateFormats.map((format) => ({ value: format, label: t(`dateFormat_${format}`) })),
        ]}
        value={mapping.dateFormat ?? ''}
        allowDeselect={false}
        onChange={(value) =>
          onMapping(setOptional(mapping, 'dateFormat', dateFormats.find((format) => format === value) ?? null))
        }
      />
      <Select
        label={t('decimal')}
        size="xs"
        w={170}
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
        size="xs"
        w={230}
        searchable
        limit={100}
        data={zones.includes('UTC') ? zones : ['UTC', ...zones]}
        value={mapping.zone}
        allowDeselect={false}
        onChange={(value) => onMapping({ ...mapping, zone: value ?? 'UTC' })}
      />
      <TextInput
        label={t('currency')}
        size="xs"
        w={230}
        maxLength={3}
        value={currency}
        error={currency === '' || isCurrency(currency) ? null : t('currencyWrong')}
        onChange={(event) => {
          const value = event.currentTarget.value.toUpperCase();
          setCurrency(value);
          if (value === '' || isCurrency(value))
            onMapping(setOptional(mapping, 'currency', value === '' ? null : value));
        }}
      />
    </Group>
  );
}
