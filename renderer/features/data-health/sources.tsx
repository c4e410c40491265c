import { Anchor, Badge, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { SourceHealth } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import styles from './data-health.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';

/** Systems and files that fed the book, the stalest first. */
export function Sources({ sources }: { readonly sources: readonly SourceHealth[] }) {
  const t = useMessages(messages);
  if (sources.length === 0) {
    return (
      <Empty
        title={t('sourcesEmptyTitle')}
        text={t('sourcesEmptyText')}
        action={
          <Button component={Link} to="/import">
            {t('import')}
          </Button>
        }
      />
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('sourcesText')}
      </Text>
      <div className={styles.scroller} role="region" aria-label={t('sourcesLabel')} tabIndex={0}>
        <table className={styles.table} aria-label={t('sourcesLabel')}>
          <thead>
            <tr>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('sourceTables')}</th>
              <th scope="col" data-end>
                {t('sourceRows')}
              </th>
              <th scope="col">{t('lastKnown')}</th>
              <th scope="col" data-end>
                {t('behind')}
              </th>
              <th scope="col" data-end>
                {t('usualGap')}
              </th>
              <th scope="col">{t('lastImport')}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SourceRow key={`${source.isNamed} ${source.source}`} source={source} />
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="dimmed" mt="sm" maw={900}>
        <b>{t('ruleTitle')}.</b> {t('rule')}
      </Text>
    </>
  );
}

function SourceRow({ source }: { readonly source: SourceHealth }) {
  const t = useMessages(messages);
  const format = useFormat();
  const labels = useLabels();
  const days = (count: number) => t('days', { count, n: format.integer(count) });
  return (
    <tr className={styles.row}>
      <th scope="row" style={{ overflowWrap: 'anywhere' }}>
        {source.source}
        <Text size="xs" c="dimmed" fw={400}>
          {t(source.isNamed ? 'sourceNamed' : 'sourceFile')}
        </Text>
      </th>
      <td>
        <StateBadge state={source.state} />
      </td>
      <td>{source.tables.map(labels.table).join(', ')}</td>
      <td data-end>{format.integer(source.rows)}</td>
      <td>{source.lastKnownAt === null ? t('undated') : format.instantDay(source.lastKnownAt)}</td>
      <td data-end>{source.daysBehind === 0 ? t('behindNone') : days(source.daysBehind)}</td>
      <td data-end>{source.usualGapDays === null ? t('usualGapNone') : days(source.usualGapDays)}</td>
      <td>
        <Anchor component={Link} to={`/imports/${source.lastImportId}`} size="sm">
          {format.instantDay(source.lastImportAt)}
        </Anchor>
      </td>
    </tr>
  );
}

const looks = {
  fresh: { color: 'harbour', variant: 'light', icon: IconCheck },
  ageing: { color: 'orange', variant: 'light', icon: IconClock },
  stale: { color: 'orange', variant: 'filled', icon: IconAlertTriangle },
} as const;

function StateBadge({ state }: { readonly state: SourceHealth['state'] }) {
  const t = useMessages(messages);
  const { color, variant, icon: Icon } = looks[state];
  return (
    <Badge color={color} variant={variant} leftSection={<Icon size={12} aria-hidden="true" />} miw="max-content">
      {t(`state_${state}`)}
    </Badge>
  );
}
