import { Alert, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Judgement, Tally } from '../../../shared/contract/index.ts';
import { SaveFileMenu, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { topMessages } from './top-messages.ts';
import styles from './review.module.css';

/** Who was right, the person or the model, as far as the outcome is known. */
export function JudgeTab() {
  const t = useMessages(topMessages);
  const say = useLanguageText();
  const { client } = useHost();
  const query = useQuery(useApi().decisions.judge.queryOptions({ input: {} }));
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Group gap={6} wrap="nowrap">
            <Title order={2}>{t('judge.title')}</Title>
            {query.data === undefined ? null : (
              <Definition title={t('judge.title')} rule={say(query.data.words)} width={520} />
            )}
          </Group>
          <Text c="dimmed" size="sm">
            {t('judge.lead')}
          </Text>
        </div>
        {(query.data?.decisions ?? 0) > 0 ? (
          <SaveFileMenu label={t('judge.export')} make={(format) => client.decisions.export({ format })} />
        ) : null}
      </Group>
      <QueryView
        query={query}
        skeleton="table"
        isEmpty={({ decisions }) => decisions === 0}
        empty={<Empty icon={<IconScale size={26} stroke={1.6} />} title={t('judge.none')} text={t('judge.noneText')} />}
      >
        {(answer) => <Answer answer={answer} />}
      </QueryView>
    </Stack>
  );
}

function Answer({ answer }: { readonly answer: Judgement }) {
  const t = useMessages(topMessages);
  const say = useLanguageText();
  const format = useFormat();
  const { left, open, firstSettles, judged, decisions } = answer;
  const out = (['late', 'unscored', 'repeated', 'gone'] as const)
    .filter((why) => left[why] > 0)
    .map((why) => t(`judge.${why}`, { count: left[why] }));
  const sentences = [
    t('judge.judged', { count: judged, total: format.integer(decisions) }),
    ...(open > 0 ? [t('judge.open', { count: open })] : []),
    ...(firstSettles === null ? [] : [t('judge.first', { day: format.day(firstSettles) })]),
    ...(out.length > 0 ? [t('judge.leftOut', { list: format.list(out) })] : []),
  ].join(' ');
  const interval = ({ low, high }: Tally['share']): string => `${format.percent(low)} – ${format.percent(high)}`;
  return (
    <>
      {judged === 0 ? (
        <Alert variant="light" title={t('judge.notYet')}>
          <Text size="sm">{sentences}</Text>
        </Alert>
      ) : (
        <Text size="sm">{sentences}</Text>
      )}
      {answer.person === null ? null : (
        <SimpleGrid cols={3}>
          {(['person', 'model', 'disagreed'] as const).map((who) => (
            <TallyFigure key={who} label={t(`judge.${who}`)} tally={answer[who]} />
          ))}
        </SimpleGrid>
      )}
      {answer.table.length === 0 ? null : (
        <Figures
          title={t('judge.table')}
          columns={[
            t('judge.says'),
            t('judge.modelSays'),
            t('judge.acted'),
            t('judge.decisions'),
            t('judge.left'),
            t('judge.share'),
            t('judge.interval'),
          ]}
          words={3}
          rows={answer.table.map((row) => [
            row.person === null ? t('judge.nothing') : t(`judge.${row.person}`),
            row.model === 'above' ? t('judge.leaves') : t('judge.stays'),
            row.acted ? t('yes') : t('no'),
            format.integer(row.decisions),
            format.integer(row.left),
            format.percent(row.share.value),
            interval(row.share),
          ])}
        />
      )}
      {answer.reasons.length === 0 ? null : (
        <Figures
          title={t('judge.reasons')}
          columns={[t('judge.reason'), t('judge.decisions'), t('judge.left'), t('judge.share'), t('judge.interval')]}
          words={1}
          rows={answer.reasons.map((row) => [
            say(row.words),
            format.integer(row.decisions),
            format.integer(row.left),
            format.percent(row.share.value),
            interval(row.share),
          ])}
        />
      )}
    </>
  );
}

function TallyFigure({ label, tally }: { readonly label: string; readonly tally: Tally | null }) {
  const t = useMessages(topMessages);
  const format = useFormat();
  return (
    <dl className={`${styles.figures} ${styles.one}`}>
      <div>
        <dt>{label}</dt>
        <dd>
          <strong>{format.percent(tally?.share.value ?? null, 0)}</strong>
          {tally === null
            ? null
            : t('judge.of', {
                right: format.integer(tally.right),
                of: format.integer(tally.of),
                low: format.percent(tally.share.low, 0),
                high: format.percent(tally.share.high, 0),
              })}
        </dd>
      </div>
    </dl>
  );
}

type FiguresProps = {
  readonly title: string;
  readonly columns: readonly string[];
  /** So many columns at the start are words. */
  readonly words: number;
  readonly rows: readonly (readonly string[])[];
};

function Figures({ title, columns, words, rows }: FiguresProps) {
  const side = (column: number) => (column < words ? ('left' as const) : ('right' as const));
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <Table fz="sm" verticalSpacing={4} maw={860} style={{ fontVariantNumeric: 'tabular-nums' }} aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column, index) => (
              <Table.Th key={column} scope="col" ta={side(index)}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.slice(0, words).join(' ')}>
              {row.map((cell, index) => (
                <Table.Td key={columns[index]} ta={side(index)}>
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
