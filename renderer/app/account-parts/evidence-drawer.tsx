import { Alert, Drawer, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { EvidenceRow, FeatureEvidence } from '../../../shared/contract/index.ts';
import { tables as canonicalTables } from '../../../shared/domain/tables.ts';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { ShowMore } from '../../ui/show-more.tsx';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './accounts.module.css';
import { EvidenceSource } from './evidence-source.tsx';
import { explanationMessages } from './explanation-messages.ts';
import { accountsMessages } from './messages.ts';
import { timelineValues } from './timeline-values.ts';

const pageSize = 50;

type EvidenceDrawerProps = {
  readonly id: string;
  /** Null: closed. */
  readonly feature: string | null;
  readonly onClose: () => void;
};

/** The rows that made a feature's value, with the import that brought each. */
export function EvidenceDrawer({ id, feature, onClose }: EvidenceDrawerProps) {
  const w = useMessages(explanationMessages);
  return (
    <Drawer
      opened={feature !== null}
      onClose={onClose}
      position="right"
      size={560}
      title={w('rows.title')}
      closeButtonProps={{ 'aria-label': w('close') }}
    >
      {feature === null ? null : <Evidence id={id} feature={feature} />}
    </Drawer>
  );
}

function Evidence({ id, feature }: { readonly id: string; readonly feature: string }) {
  const w = useMessages(explanationMessages);
  const query = useInfiniteQuery(
    useApi().explanations.evidence.infiniteOptions({
      input: (cursor: string | null) => ({ id, feature, cursor, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  return (
    <QueryView query={query} skeleton="lines">
      {({ pages }) => {
        const [first] = pages;
        if (first === undefined) return null;
        const rows = pages.flatMap((page) => page.rows);
        return (
          <Stack gap="sm">
            <Summary evidence={first} />
            {rows.length === 0 ? (
              <Empty title={w('rows.none')} text={w('rows.noneText')} />
            ) : (
              <>
                <ol className={styles.timeline}>
                  {rows.map((row) => (
                    <Row key={`${row.span}-${row.id}`} row={row} isCompared={first.spans.length > 1} />
                  ))}
                </ol>
                <ShowMore
                  shown={w('rows.shown', { shown: rows.length, count: first.total })}
                  more={w('rows.more')}
                  query={query}
                />
              </>
            )}
          </Stack>
        );
      }}
    </QueryView>
  );
}

function Summary({ evidence }: { readonly evidence: FeatureEvidence }) {
  const w = useMessages(explanationMessages);
  const format = useFormat();
  const language = useLanguage();
  const text = useLanguageText();
  const isEvents = evidence.table === 'events';
  const spanName = (key: string): string => translateKey(explanationMessages, `rows.span.${key}`) ?? key;
  return (
    <>
      <div>
        <Text fw={600}>{text(evidence.text)}</Text>
        <Text size="sm" c="dimmed">
          {text(evidence.description)} · {w('rows.asOf', { day: format.day(evidence.asOf) })}
        </Text>
      </div>
      {evidence.stale ? (
        <Alert color="orange" variant="light" p="xs">
          {w('rows.stale')}
        </Alert>
      ) : null}
      <Table fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{canonicalTables[evidence.table].label[language]}</Table.Th>
            <Table.Th scope="col" ta="right">
              {w('rows.count')}
            </Table.Th>
            {isEvents ? (
              <>
                <Table.Th scope="col" ta="right">
                  {w('rows.days')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {w('rows.people')}
                </Table.Th>
              </>
            ) : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {evidence.spans.map((span) => (
            <Table.Tr key={span.key}>
              <Table.Th scope="row" fw={400}>
                {evidence.spans.length > 1 ? `${spanName(span.key)}: ` : ''}
                {span.from === null
                  ? w('rows.until', { until: format.day(span.until) })
                  : w('rows.between', { from: format.day(span.from), until: format.day(span.until) })}
              </Table.Th>
              <Table.Td ta="right">{format.integer(span.rows)}</Table.Td>
              {isEvents ? (
                <>
                  <Table.Td ta="right">{format.integer(span.days)}</Table.Td>
                  <Table.Td ta="right">{format.integer(span.people)}</Table.Td>
                </>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {evidence.recomputed === null
          ? w('rows.notCounted')
          : w('rows.counted', { value: format.plain(evidence.recomputed) })}
      </Text>
    </>
  );
}

function Row({ row, isCompared }: { readonly row: EvidenceRow; readonly isCompared: boolean }) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  useLanguage();
  const values = timelineValues(row, format, { yes: t('yes'), no: t('no') });
  return (
    <li className={styles.evidence}>
      <Text size="xs" c="dimmed" component="time" dateTime={row.at}>
        {format.instant(row.at)}
      </Text>
      <div>
        <Text size="sm">
          {row.title}
          {isCompared ? (
            <Text span size="xs" c="dimmed">
              {' '}
              · {translateKey(explanationMessages, `rows.span.${row.span}`) ?? row.span}
            </Text>
          ) : null}
        </Text>
        {row.text === null ? null : (
          <Text size="sm" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
            {row.text}
          </Text>
        )}
        {values.length === 0 ? null : (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {values
              .map(({ name, text }) => `${translateKey(accountsMessages, `value.${name}`) ?? name}: ${text}`)
              .join(' · ')}
          </Text>
        )}
        <EvidenceSource source={row.source} />
      </div>
    </li>
  );
}
