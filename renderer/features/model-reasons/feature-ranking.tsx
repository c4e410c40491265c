import { Badge, Button, Card, Group, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { Ranking } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { RankBar, Sides } from './rank-bar.tsx';
import styles from './reasons.module.css';
import { themeName } from './theme-name.ts';
import type { OnView, ReasonsView } from './view.ts';

const rowsShown = 12;

type FeatureRankingProps = {
  readonly ranking: Ranking;
  readonly view: ReasonsView;
  readonly chosen: string | null;
  readonly onView: OnView;
};

export function FeatureRanking({ ranking, view, chosen, onView }: FeatureRankingProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const text = useLanguageText();
  const [isWhole, setIsWhole] = useState(false);
  const used = ranking.features.filter(
    (row) => row.meanSize > 0 && (view.theme === undefined || row.theme === view.theme),
  );
  const largest = ranking.features[0]?.meanSize ?? 0;
  return (
    <Card withBorder padding="md" component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4">
          {view.theme === undefined ? t('features') : t('featuresOf', { theme: themeName(view.theme) })}
        </Title>
        {view.theme === undefined ? null : (
          <Button size="compact-xs" variant="subtle" onClick={() => onView({ theme: undefined })}>
            {t('allThemes')}
          </Button>
        )}
      </Group>
      <div className={styles.scroll}>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('feature')}</Table.Th>
              <Table.Th scope="col" w={150} ta="right">
                {t('meanSize')}
              </Table.Th>
              <Table.Th scope="col" w={120} ta="right">
                {t('customers')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {used.slice(0, isWhole ? used.length : rowsShown).map((row) => (
              <Table.Tr key={row.feature} {...(row.feature === chosen ? { bg: 'var(--holdfast-track)' } : {})}>
                <Table.Th scope="row" fw={400}>
                  <UnstyledButton
                    className={styles.choose}
                    aria-pressed={row.feature === chosen}
                    onClick={() => onView({ feature: row.feature })}
                  >
                    <Text span fz="sm" lineClamp={2} title={text(row.description)}>
                      {text(row.description)}
                    </Text>
                  </UnstyledButton>
                  <Text size="xs" c="dimmed" component="div">
                    {themeName(row.theme)}
                    {row.actionable ? (
                      <Badge size="xs" variant="light" ml={6}>
                        {t('actionable')}
                      </Badge>
                    ) : null}
                  </Text>
                </Table.Th>
                <Table.Td>
                  <RankBar
                    share={largest === 0 ? 0 : row.meanSize / largest}
                    text={t('points', { points: format.decimal(row.meanSize * 100, 2) })}
                  />
                </Table.Td>
                <Table.Td ta="right">
                  <Sides
                    raises={row.raises}
                    lowers={row.lowers}
                    of={text(row.description)}
                    onOpen={(side) => onView({ open: `feature:${row.feature}`, side })}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Group gap="sm" mt="xs">
        {used.length > rowsShown ? (
          <Button size="compact-xs" variant="subtle" aria-pressed={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? t('fewer') : t('all', { count: used.length })}
          </Button>
        ) : null}
        {view.theme === undefined && used.length < ranking.features.length ? (
          <Text size="xs" c="dimmed">
            {t('unused', { count: ranking.features.length - used.length })}
          </Text>
        ) : null}
      </Group>
    </Card>
  );
}
