import { Button, Checkbox, Group, Paper, Select, Table, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { TableColumnFacts, TableDraft, TableQuestion } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './table-models.module.css';

const searchMinutes = 10;
/** Columns drawn; a wider table is better cut outside. */
const columnsShown = 300;

export type AskedQuestion = Partial<TableQuestion> & Pick<TableQuestion, 'label' | 'positive'>;

type QuestionProps = {
  readonly draft: TableDraft;
  readonly busy: boolean;
  readonly onStart: (question: AskedQuestion) => void;
};

/** What the table holds, and what is asked of it. */
export function Question({ draft, busy, onStart }: QuestionProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const [label, setLabel] = useState(draft.proposed.label);
  const [positive, setPositive] = useState(draft.proposed.positive);
  const [id, setId] = useState(draft.proposed.id);
  const [group, setGroup] = useState(draft.proposed.group);
  const [segment, setSegment] = useState<string | null>(null);
  const [exclude, setExclude] = useState<readonly string[]>([]);
  const [search, setSearch] = useState(false);
  const values = draft.labels.find(({ column }) => column === label)?.values ?? [];
  const names = draft.columns.map(({ name }) => name).filter((name) => name !== '' && name !== label);
  const chosen = { [label ?? '']: 'label', [id ?? '']: 'id', [group ?? '']: 'group' } as const;
  const start = (): void => {
    if (label === null || positive === null) return;
    onStart({
      label,
      positive,
      ...(id === null ? {} : { id }),
      ...(group === null ? {} : { group }),
      ...(segment === null ? {} : { segment }),
      exclude: exclude.filter((name) => !(name in chosen)),
      searchMinutes: search ? searchMinutes : 0,
    });
  };
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} size="h4">
        {t('question')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {draft.name} · {t('size', { rows: format.integer(draft.rows), columns: format.integer(draft.columns.length) })}
      </Text>
      {draft.labels.length === 0 ? (
        <Text size="sm">{t('labelNone')}</Text>
      ) : (
        <Group align="flex-start" gap="md">
          <Select
            label={t('label')}
            description={t('labelHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            w={230}
            searchable
            data={draft.labels.map(({ column }) => column)}
            value={label}
            onChange={(column) => {
              setLabel(column);
              setPositive(null);
            }}
          />
          <Select
            label={t('positive')}
            description={
              positive !== null && values.length > 2
                ? t('positiveMany', { value: positive, others: values.length - 1 })
                : t('positiveHint')
            }
            inputWrapperOrder={['label', 'input', 'description']}
            w={230}
            data={values.map(({ value, rows }) => ({
              value,
              label: t('valueRows', { value, rows: format.integer(rows) }),
            }))}
            value={positive}
            onChange={setPositive}
          />
          <Select
            label={t('id')}
            description={t('idHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            w={230}
            clearable
            searchable
            placeholder={t('none')}
            data={names}
            value={id}
            onChange={setId}
          />
          <Select
            label={t('group')}
            description={t('groupHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            w={230}
            clearable
            searchable
            placeholder={t('none')}
            data={names}
            value={group}
            onChange={setGroup}
          />
          <Select
            label={t('segment')}
            w={230}
            clearable
            searchable
            placeholder={t('none')}
            data={names}
            value={segment}
            onChange={setSegment}
          />
          <Checkbox
            mt={28}
            label={t('search')}
            description={t('searchHint', { minutes: searchMinutes })}
            checked={search}
            onChange={(event) => setSearch(event.currentTarget.checked)}
          />
        </Group>
      )}
      <Button
        my="md"
        leftSection={<IconPlayerPlay size={17} />}
        disabled={label === null || positive === null || busy}
        onClick={start}
      >
        {t('start')}
      </Button>
      <Columns
        columns={draft.columns.slice(0, columnsShown)}
        roles={chosen}
        excluded={exclude}
        onExclude={(name, out) => setExclude((old) => (out ? [...old, name] : old.filter((other) => other !== name)))}
      />
    </Paper>
  );
}

type ColumnsProps = {
  readonly columns: readonly TableColumnFacts[];
  readonly roles: Readonly<Record<string, 'label' | 'id' | 'group'>>;
  readonly excluded: readonly string[];
  readonly onExclude: (name: string, out: boolean) => void;
};

function Columns({ columns, roles, excluded, onExclude }: ColumnsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Table.ScrollContainer minWidth={760} className={styles.columns ?? ''} maxHeight={360}>
      <Table fz="sm" aria-label={t('columns')} stickyHeader className={styles.figures ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('learn')}</Table.Th>
            <Table.Th scope="col">{t('column')}</Table.Th>
            <Table.Th scope="col">{t('kind')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('missing')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('distinct')}
            </Table.Th>
            <Table.Th scope="col">{t('samples')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map(({ name, kind, reading, why, missing, distinct, samples }) => {
            const role = roles[name];
            return (
              <Table.Tr key={name}>
                <Table.Td>
                  <Checkbox
                    size="xs"
                    aria-label={t('learnFrom', { column: name })}
                    disabled={role !== undefined || kind === null}
                    checked={role === undefined && kind !== null && !excluded.includes(name)}
                    onChange={(event) => onExclude(name, !event.currentTarget.checked)}
                  />
                </Table.Td>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>
                  {role !== undefined ? t(`role_${role}`) : reading === null ? t('kind_none') : t(`kind_${reading}`)}
                  {role === undefined && why !== null ? (
                    <Text size="xs" c="dimmed" maw={320}>
                      {why[language]}
                    </Text>
                  ) : null}
                </Table.Td>
                <Table.Td ta="right">{format.percent(missing, 0)}</Table.Td>
                <Table.Td ta="right">{format.integer(distinct)}</Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed" truncate maw={280}>
                    {samples.join(' · ')}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
