import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleHalf2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { FeatureNeed, SourceHealth } from '../../../shared/contract/index.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import styles from './data-health.module.css';
import { useLabels } from './labels.ts';
import { messages } from './messages.ts';
import { ShareBar } from './share-bar.tsx';

type NeedsProps = { readonly needs: readonly FeatureNeed[]; readonly sources: readonly SourceHealth[] };

/** Groups of features with what they need: the beginning of an audit of what to connect. */
export function Needs({ needs, sources }: NeedsProps) {
  const t = useMessages(messages);
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('needsText')}
      </Text>
      {needs.map((need) => (
        <Need key={need.group} need={need} sources={sources} />
      ))}
    </Stack>
  );
}

type NeedProps = { readonly need: FeatureNeed; readonly sources: readonly SourceHealth[] };

function Need({ need, sources }: NeedProps) {
  const t = useMessages(messages);
  const language = useLanguage();
  const { group, title, sentence, features, available } = need;
  return (
    <Paper component="section" withBorder bg="var(--holdfast-surface)" p="md" aria-labelledby={`need-${group}`}>
      <Group justify="space-between" wrap="nowrap" gap="xl">
        <Title order={2} id={`need-${group}`}>
          {title[language]}
        </Title>
        <Text size="sm" w={360} component="div">
          {features === 0 ? (
            <Text span inherit c="dimmed">
              {t('needsLearn')}
            </Text>
          ) : (
            <ShareBar share={available / features} text={t('needsAvailable', { available, all: features })} />
          )}
        </Text>
      </Group>
      <Group justify="space-between" mt={4} mb="sm" gap="sm" wrap="nowrap">
        <Text size="sm" c={sentence === null ? 'dimmed' : undefined}>
          {sentence === null ? t('needsComplete') : sentence[language]}
        </Text>
        {sentence === null ? null : (
          <Button component={Link} to="/import" size="xs" variant="default" miw="max-content">
            {t('import')}
          </Button>
        )}
      </Group>
      <NeedTable need={need} sources={sources} label={title[language]} />
    </Paper>
  );
}

function NeedTable({ need, sources, label }: NeedProps & { readonly label: string }) {
  const t = useMessages(messages);
  const labels = useLabels();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" style={{ width: '18%' }}>
            {t('need')}
          </th>
          <th scope="col" style={{ width: '12%' }}>
            {t('needState')}
          </th>
          <th scope="col" style={{ width: '34%' }}>
            {t('needFields')}
          </th>
          <th scope="col">{t('needSystems')}</th>
        </tr>
      </thead>
      <tbody>
        {need.needs.map(({ table, fields, missing, state, systems }) => (
          <tr key={table}>
            <th scope="row">{labels.table(table)}</th>
            <td>
              <NeedBadge state={state} />
            </td>
            <td>
              {fields.map((field, place) => {
                const name = labels.field(table, field);
                const isBlank = state === 'partly' && missing.includes(field);
                return (
                  <span key={field}>
                    {place === 0 ? '' : ', '}
                    {isBlank ? <span className={styles.missing}>{t('blankField', { field: name })}</span> : name}
                  </span>
                );
              })}
            </td>
            <td>
              {state === 'missing' ? null : feeding(sources, table)}
              {state === 'there' ? null : (
                <Text size="sm" c="dimmed">
                  {t('usuallyFrom', { systems: labels.systems(systems) })}
                </Text>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The systems and files that a table's rows came from. */
function feeding(sources: readonly SourceHealth[], table: FeatureNeed['needs'][number]['table']): string {
  return sources
    .filter(({ tables }) => tables.includes(table))
    .map(({ source }) => source)
    .join(', ');
}

const looks = {
  there: { color: 'harbour', variant: 'light', icon: IconCheck },
  partly: { color: 'orange', variant: 'light', icon: IconCircleHalf2 },
  missing: { color: 'orange', variant: 'filled', icon: IconAlertTriangle },
} as const;

function NeedBadge({ state }: { readonly state: FeatureNeed['needs'][number]['state'] }) {
  const t = useMessages(messages);
  const { color, variant, icon: Icon } = looks[state];
  return (
    <Badge color={color} variant={variant} leftSection={<Icon size={12} aria-hidden="true" />} miw="max-content">
      {t(`need_${state}`)}
    </Badge>
  );
}
