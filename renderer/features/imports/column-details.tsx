import { Code, Group, Select, Stack, Text } from '@mantine/core';
import { dateFormats } from '../../../shared/contract/index.ts';
import type { ColumnPreview, FileMapping } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { fieldOf, setColumnDate, setColumnDecimal } from './mapping-edit.ts';
import { messages } from './messages.ts';

const dateTypes = new Set(['day', 'instant']);
const numberTypes = new Set(['money', 'number', 'integer']);
/** Stands for "as the rest of the file" where an option needs a value. */
const asFile = '';

type ColumnDetailsProps = {
  readonly column: string;
  readonly profile: ColumnPreview | undefined;
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** More of what is in a column, and where it is written otherwise than the rest of the file. */
export function ColumnDetails({ column, profile, mapping, onMapping }: ColumnDetailsProps) {
  const t = useMessages(messages);
  const entry = mapping.columns.find((other) => other.column === column);
  const type =
    entry === undefined || entry.field === null ? null : (fieldOf(mapping.table, entry.field)?.type ?? 'text');
  const isDate = type === null ? false : dateTypes.has(type) || entry?.field === 'known_at';
  const isNumber = type !== null && numberTypes.has(type);
  return (
    <Stack gap="xs" pl={44} py={4}>
      {profile === undefined || profile.samples.length === 0 ? null : (
        <div>
          <Text size="xs" c="dimmed">
            {t('samples')}
          </Text>
          <Group gap={6}>
            {profile.samples.map((sample, index) => (
              <Code key={index}>{sample.length > 80 ? `${sample.slice(0, 80)}…` : sample}</Code>
            ))}
          </Group>
        </div>
      )}
      {profile === undefined ? null : (
        <Text size="xs" c="dimmed">
          {t(`type_${profile.type}`)}
          {profile.min === null
            ? ''
            : ` · ${t('lowest', { value: profile.min })} · ${t('highest', { value: profile.max ?? '' })}`}
        </Text>
      )}
      {isDate || isNumber ? (
        <Group gap="md">
          {isDate ? (
            <Select
              size="xs"
              w={230}
              label={t('columnDate', { column })}
              data={[
                { value: asFile, label: t('asFile') },
                ...dateFormats.map((format) => ({ value: format, label: t(`dateFormat_${format}`) })),
              ]}
              value={entry?.dateFormat ?? asFile}
              allowDeselect={false}
              onChange={(value) =>
                onMapping(setColumnDate(mapping, column, dateFormats.find((format) => format === value) ?? null))
              }
            />
          ) : null}
          {isNumber ? (
            <Select
              size="xs"
              w={230}
              label={t('columnDecimal', { column })}
              data={[
                { value: asFile, label: t('asFile') },
                { value: '.', label: t('decimalPoint') },
                { value: ',', label: t('decimalComma') },
              ]}
              value={entry?.decimal ?? asFile}
              allowDeselect={false}
              onChange={(value) =>
                onMapping(setColumnDecimal(mapping, column, value === '.' || value === ',' ? value : null))
              }
            />
          ) : null}
        </Group>
      ) : null}
    </Stack>
  );
}
