import { Badge, Button, Group, NumberInput, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { InputMapping, ModelDraft } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { withFeature } from './form.ts';
import { messages } from './messages.ts';
import styles from './model-import.module.css';

const columnsShown = 40;
/** Stands in the list for "no feature". */
const fixed = '-';

type MappingProps = {
  readonly draft: ModelDraft;
  readonly columns: readonly InputMapping[];
  readonly onChange: (columns: readonly InputMapping[]) => void;
};

/** Which feature each column of a model stands for, and what it gets where that is missing. */
export function Mapping({ draft, columns, onChange }: MappingProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  const [shown, setShown] = useState(columnsShown);
  const features = useMemo(
    () => [
      { value: fixed, label: t('fixed') },
      ...draft.features.map(({ name, description }) => ({ value: name, label: `${name} · ${description[language]}` })),
    ],
    [draft, language, t],
  );
  const total = columns.length;
  const mapped = columns.filter(({ feature }) => feature !== null).length;
  const isUnnamed = draft.columns.every(({ likeness }) => likeness === 0) && total > 1;
  const set = (index: number, column: InputMapping): void =>
    onChange(columns.map((other, place) => (place === index ? column : other)));
  return (
    <section>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h4">
          {t('inputs')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('mapped', { mapped: format.integer(mapped), total: format.integer(total) })}
        </Text>
      </Group>
      <Text size="sm" c="dimmed" mb="xs" maw={760}>
        {t('inputsHint')} {isUnnamed ? t('unnamed') : ''}
      </Text>
      <Table.ScrollContainer minWidth={900}>
        <Table verticalSpacing={6} fz="sm" aria-label={t('inputs')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('column')}</Table.Th>
              <Table.Th scope="col">{t('feature')}</Table.Th>
              <Table.Th scope="col">{t('missing')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {draft.columns.slice(0, shown).map((known, index) => {
              const column = columns[index]!;
              return (
                <Table.Tr key={`${known.input} ${known.place}`}>
                  <Table.Td>
                    <Text size="sm" fw={500}>
                      {known.name}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {known.type}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Select
                        aria-label={t('featureOf', { column: known.name })}
                        w={430}
                        searchable
                        allowDeselect={false}
                        maxDropdownHeight={320}
                        data={features}
                        value={column.feature ?? fixed}
                        onChange={(value) =>
                          set(index, withFeature(column, value === fixed ? null : value, known.missing))
                        }
                      />
                      {column.feature !== null && column.feature === known.feature ? (
                        <Badge variant="light" tt="none" color={known.likeness < 0.7 ? 'orange' : 'harbour'}>
                          {t('alike', { percent: format.percent(known.likeness, 0) })}
                        </Badge>
                      ) : null}
                    </Group>
                  </Table.Td>
                  <Table.Td>
                    <Missing
                      name={known.name}
                      type={known.type}
                      column={column}
                      onChange={(next) => set(index, next)}
                    />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown < total ? (
        <Group gap="sm" mt="xs">
          <Text size="xs" c="dimmed">
            {t('shown', { shown: format.integer(shown), total: format.integer(total) })}
          </Text>
          <Button size="xs" variant="default" onClick={() => setShown(shown + columnsShown)}>
            {t('more')}
          </Button>
        </Group>
      ) : null}
    </section>
  );
}

type MissingProps = {
  readonly name: string;
  readonly type: ModelDraft['columns'][number]['type'];
  readonly column: InputMapping;
  readonly onChange: (column: InputMapping) => void;
};

function Missing({ name, type, column, onChange }: MissingProps) {
  const t = useMessages(messages);
  const { missing } = column;
  const canMiss = type === 'float' || type === 'double' || type === 'string';
  const kinds = (['keep', 'usual', 'value'] as const).filter(
    (kind) => kind === 'value' || (column.feature !== null && (kind === 'keep' ? canMiss : type !== 'string')),
  );
  return (
    <Stack gap={4} className={styles.missing}>
      <Select
        aria-label={t('missingOf', { column: name })}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(value) }))}
        value={missing.kind}
        onChange={(kind) =>
          onChange({
            ...column,
            missing:
              kind === 'keep' || kind === 'usual' ? { kind } : { kind: 'value', value: type === 'string' ? '' : 0 },
          })
        }
      />
      {missing.kind === 'value' && type === 'string' ? (
        <TextInput
          aria-label={t('valueOf', { column: name })}
          value={String(missing.value)}
          onChange={(event) => onChange({ ...column, missing: { kind: 'value', value: event.currentTarget.value } })}
        />
      ) : null}
      {missing.kind === 'value' && type !== 'string' ? (
        <NumberInput
          aria-label={t('valueOf', { column: name })}
          value={Number(missing.value)}
          onChange={(value) => onChange({ ...column, missing: { kind: 'value', value: Number(value) || 0 } })}
        />
      ) : null}
    </Stack>
  );
}
