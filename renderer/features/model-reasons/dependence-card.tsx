import { Card, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Dependence, RankedFeature } from '../../../shared/contract/index.ts';
import { accountPath } from '../../app/account-id.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { Chart } from '../../ui/chart.tsx';
import { Definition } from '../../ui/definition.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import { dependenceOption, pointAt } from './dependence-chart.ts';
import { messages } from './messages.ts';

/** How one feature moves the score over its values, customer by customer. */
export function DependenceCard({ feature }: { readonly feature: RankedFeature }) {
  const t = useMessages(messages);
  const text = useLanguageText();
  const query = useQuery(useApi().explanations.dependence.queryOptions({ input: { feature: feature.feature } }));
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4">
        {text(feature.description)}{' '}
        <Definition title={text(feature.description)} rule={t('dependenceRule')} width={440} />
      </Title>
      <QueryView
        query={query}
        skeleton="chart"
        isEmpty={(data) => data.bins.length === 0 && data.missing.count === 0}
        empty={<Empty title={t('noCustomers')} />}
      >
        {(data) => <DependenceChart data={data} />}
      </QueryView>
    </Card>
  );
}

function DependenceChart({ data }: { readonly data: Dependence }) {
  const t = useMessages(messages);
  const format = useFormat();
  const text = useLanguageText();
  const navigate = useNavigate();
  const value = (figure: number | null): string =>
    data.unit === 'share' ? format.percent(figure) : format.plain(figure);
  const words = {
    mean: t('meanPart'),
    missing: t('missing'),
    customers: t('customers'),
    other: data.interaction === null ? '' : text(data.interaction.description),
    value,
    points: (figure: number) => format.points(figure / 100, 2),
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('dependenceLead', { count: data.customers, missing: format.integer(data.missing.count) })}
      </Text>
      <Chart
        label={t('dependenceLabel', { feature: text(data.description) })}
        height={430}
        option={(tokens) => dependenceOption(tokens, data, words)}
        table={{
          columns: [t('from'), t('to'), t('customers'), t('meanPart'), t('tenth'), t('ninetieth')],
          rows: [
            ...data.bins.map((bin) => [
              value(bin.from),
              value(bin.to),
              format.integer(bin.count),
              format.points(bin.part, 2),
              format.points(bin.low, 2),
              format.points(bin.high, 2),
            ]),
            [t('missing'), '', format.integer(data.missing.count), format.points(data.missing.part, 2), '', ''],
          ],
        }}
        onClick={(click) => {
          const point = pointAt(data, click);
          if (point !== null) void navigate({ to: accountPath(point.id) });
        }}
      />
      {data.interaction === null ? null : (
        <Text size="xs" c="dimmed">
          {t('interaction', { feature: text(data.interaction.description) })}
        </Text>
      )}
    </>
  );
}
