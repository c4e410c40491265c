import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import styles from './accounts.module.css';
import { explanationMessages } from './explanation-messages.ts';
import { accountsMessages } from './messages.ts';
import { RowsButton } from './rows-button.tsx';
import { SectionCard } from './section-card.tsx';

const partsShown = 6;

/** What moved between the score before and this one, feature by feature. */
export function ChangeCard({ id, onRows }: { readonly id: string; readonly onRows: (feature: string) => void }) {
  const t = useMessages(accountsMessages);
  const w = useMessages(explanationMessages);
  const format = useFormat();
  const text = useLanguageText();
  const [isWhole, setIsWhole] = useState(false);
  const query = useQuery(useApi().explanations.account.queryOptions({ input: { id } }));
  const since = query.data?.since ?? null;
  return (
    <SectionCard
      title={w('moved.title')}
      aside={
        since === null ? null : (
          <Text size="xs" c="dimmed" component="div">
            {w('moved.since', {
              day: format.day(since.asOf),
              before: format.percent(since.probability),
              now: format.percent(query.data?.probability ?? null),
            })}{' '}
            <Definition title={w('moved.title')} rule={w('moved.explain')} />
          </Text>
        )
      }
    >
      <QueryView
        query={query}
        skeleton="lines"
        isEmpty={(data) => data.since === null || data.since.parts.length === 0}
        empty={<Empty title={w('moved.none')} text={w('moved.noneText')} />}
      >
        {() => (
          <>
            <div className={styles.scroll}>
              <Table fz="sm" verticalSpacing={5}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col" ta="right">
                      {t('why.points')}
                    </Table.Th>
                    <Table.Th scope="col">{w('moved.then')}</Table.Th>
                    <Table.Th scope="col">{w('moved.now')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {since?.parts.slice(0, isWhole ? since.parts.length : partsShown).map((part) => (
                    <Table.Tr key={part.feature}>
                      <Table.Td
                        ta="right"
                        className={part.change >= 0 ? styles.raises : styles.lowers}
                        style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
                      >
                        {part.change >= 0 ? '▲' : '▼'} {format.points(part.change)}
                      </Table.Td>
                      <Table.Td c="dimmed">{text(part.before.text)}</Table.Td>
                      <Table.Td>
                        {text(part.now.text)}
                        <RowsButton of={text(part.now.text)} onClick={() => onRows(part.feature)} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            {since !== null && since.parts.length > partsShown ? (
              <Button
                size="compact-xs"
                variant="subtle"
                mt={6}
                aria-pressed={isWhole}
                onClick={() => setIsWhole(!isWhole)}
              >
                {isWhole ? t('why.showFew') : t('why.showAll')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </SectionCard>
  );
}
