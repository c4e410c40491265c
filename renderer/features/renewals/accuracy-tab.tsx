import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RenewalAccuracy } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Definition } from '../../ui/definition.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

/** How well people and the model foretold what has come. */
export function AccuracyTab({ segment }: { readonly segment: number | null }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const query = useQuery(useApi().renewals.accuracy.queryOptions({ input: { segment } }));
  const toSurvival = (
    <Text size="sm" c="dimmed">
      {t('validation')}{' '}
      <Anchor component={Link} to="/survival" search={{ tab: 'renewals' } as never} size="sm">
        {t('toSurvival')}
      </Anchor>
    </Text>
  );
  return (
    <QueryView
      query={query}
      skeleton="table"
      isEmpty={({ past }) => past === 0}
      empty={
        <Empty
          icon={<IconTargetArrow size={26} stroke={1.6} />}
          title={t('accuracyNone')}
          text={t('accuracyNoneText')}
          action={toSurvival}
        />
      }
    >
      {({ past, spoken, people, model, byPerson, byQuarter, difference, definition }) => (
        <Stack gap="sm">
          <Group gap={6}>
            <Title order={2}>{t('accuracyTitle')}</Title>
            <Definition title={t('accuracyTitle')} rule={say(definition.words)} source={definition} width={480} />
          </Group>
          <Text size="sm">{t('accuracyText', { past, spoken })}</Text>
          {difference === null ? null : (
            <Text size="sm">
              {t('difference', {
                count: difference.renewals,
                value: format.decimal(difference.value, 3),
                lower: format.decimal(difference.lower, 3),
                upper: format.decimal(difference.upper, 3),
              })}
            </Text>
          )}
          <Paper withBorder bg="var(--holdfast-surface)" p="sm">
            <AccuracyTable
              label={t('accuracyTable')}
              head={t('who')}
              rows={[
                [t('people'), people],
                [t('modelRate'), model],
                ...byPerson.map((one) => [one.person ?? t('unnamed'), one] as const),
              ]}
            />
          </Paper>
          <Paper withBorder bg="var(--holdfast-surface)" p="sm">
            <AccuracyTable
              label={t('quarterTable')}
              head={t('quarter')}
              rows={byQuarter.flatMap(
                (one) =>
                  [
                    [`${format.period(one.quarter)}, ${t('people').toLowerCase()}`, one.people],
                    [`${format.period(one.quarter)}, ${t('modelRate').toLowerCase()}`, one.model],
                  ] as const,
              )}
            />
          </Paper>
          {toSurvival}
        </Stack>
      )}
    </QueryView>
  );
}

type AccuracyTableProps = {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly (readonly [name: string, accuracy: RenewalAccuracy])[];
};

function AccuracyTable({ label, head, rows }: AccuracyTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const measured = (figure: RenewalAccuracy['brier']): string =>
    figure === null
      ? nothing
      : `${format.decimal(figure.value, 3)} (${format.decimal(figure.lower, 3)} – ${format.decimal(figure.upper, 3)})`;
  return (
    <FiguresTable
      label={label}
      columns={[head, t('count'), t('renewed'), t('brier'), t('absolute'), t('bias'), t('amountBias')]}
      rows={rows.map(([name, one]) => ({
        head: name,
        figures: [
          format.integer(one.renewals),
          format.integer(one.renewed),
          one.state === 'measured' ? measured(one.brier) : t('notEnoughShort', { count: one.renewals }),
          measured(one.absolute),
          measured(one.bias),
          one.amountBias === null ? nothing : format.percent(one.amountBias),
        ].map((text) => ({ text })),
      }))}
    />
  );
}
