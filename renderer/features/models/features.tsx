import { Badge, Paper, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ModelCard } from '../../../shared/contract/index.ts';
import { isTableName, tables } from '../../../shared/domain/tables.ts';
import { useFormat } from '../../ui/format.ts';
import { translateKey, useLanguage, useMessages } from '../../ui/messages.ts';
import { Leakage } from './leakage.tsx';
import { messages } from './messages.ts';
import styles from './models.module.css';
import type { Runs } from './runs.tsx';

type FeaturesProps = {
  readonly card: ModelCard;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly runs: Runs;
};

/** What the model looks at, by weight, and what it refused to look at. */
export function Features({ card, find, onFind, runs }: FeaturesProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  const whole = card.features.reduce((sum, feature) => sum + Math.abs(feature.importance), 0);
  const largest = Math.max(...card.features.map((feature) => Math.abs(feature.importance)), 0);
  const wanted = find.trim().toLowerCase();
  const shown = [...card.features]
    .filter(
      ({ name, description, theme }) =>
        wanted === '' || `${name} ${description[language]} ${themeName(theme)}`.toLowerCase().includes(wanted),
    )
    .sort((a, b) => b.importance - a.importance);
  return (
    <Stack gap="lg">
      <Leakage leakage={card.leakage} runs={runs} />
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2}>{t('featuresTitle')}</Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t('featuresText')}
        </Text>
        <TextInput
          aria-label={t('searchFeature')}
          placeholder={t('searchFeature')}
          leftSection={<IconSearch size={16} />}
          value={find}
          onChange={(event) => onFind(event.currentTarget.value)}
          maw={320}
          mb="sm"
          data-search
        />
        <div className={styles.scroller}>
          <Table verticalSpacing={6} miw={820}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('feature')}</Table.Th>
                <Table.Th scope="col">{t('theme')}</Table.Th>
                <Table.Th scope="col" w={170} ta="right">
                  {t('importance')}
                </Table.Th>
                <Table.Th scope="col">{t('unit')}</Table.Th>
                <Table.Th scope="col">{t('source')}</Table.Th>
                <Table.Th scope="col">{t('knownAt')}</Table.Th>
                <Table.Th scope="col">{t('missing')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((feature) => (
                <Table.Tr key={feature.name}>
                  <Table.Th scope="row">
                    {feature.description[language]}
                    <Text size="xs" c="dimmed" fw={400} ff="monospace">
                      {feature.name}
                    </Text>
                  </Table.Th>
                  <Table.Td>
                    <Badge variant="light" color="gray" miw="max-content">
                      {themeName(feature.theme)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>
                    <div className={styles.importance}>
                      <div className={styles.track} aria-hidden="true">
                        <div
                          className={styles.bar}
                          style={{ width: `${largest === 0 ? 0 : (Math.abs(feature.importance) / largest) * 100}%` }}
                        />
                      </div>
                      {format.percent(whole === 0 ? null : Math.abs(feature.importance) / whole)}
                    </div>
                  </Table.Td>
                  <Table.Td>{translateKey(messages, `unit_${feature.unit}`) ?? feature.unit}</Table.Td>
                  <Table.Td>
                    {isTableName(feature.source) ? tables[feature.source].label[language] : feature.source}
                  </Table.Td>
                  <Table.Td>{feature.knownAt[language]}</Table.Td>
                  <Table.Td>{feature.missing[language]}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Paper>
    </Stack>
  );
}

function themeName(theme: string): string {
  return translateKey(messages, `theme_${theme}`) ?? theme;
}
