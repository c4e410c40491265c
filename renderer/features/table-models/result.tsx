import { Alert, Button, Checkbox, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bilingual, TableCard } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { CalibrationChart, GainChart, ImportanceChart } from './charts.tsx';
import { Exports } from './exports.tsx';
import { Capacities, Figures, Segments } from './figures.tsx';
import { messages } from './messages.ts';
import { Rows } from './rows.tsx';
import { Section } from './section.tsx';

type ResultProps = {
  readonly jobId: number;
  readonly card: TableCard;
  /** Learns again with these columns let in; null where the file is no longer at hand. */
  readonly onAllow: ((columns: readonly string[]) => void) | null;
};

/** What came of a table: how good the model is, what it depends on, its rows, and the files to take along. */
export function Result({ jobId, card, onAllow }: ResultProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { test } = card;
  return (
    <Stack gap="md">
      <Sentences title={t('warnings')} texts={card.warnings} />
      <div>
        <Text mb="xs">
          {t('made', {
            rows: format.integer(card.rows),
            positives: format.integer(card.positives),
            label: card.label,
            positive: card.positive,
            rate: format.percent(test.baseRate),
          })}
        </Text>
        <Exports jobId={jobId} />
      </div>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={t('figures')}>
          <Figures test={test} />
        </Section>
        <Section title={t('importance')}>
          <ImportanceChart columns={card.columns} />
        </Section>
        <Section title={t('calibration')}>
          <CalibrationChart bins={test.reliability} />
        </Section>
        <Section title={t('gain')}>
          <GainChart points={test.gain} />
          <Capacities recall={card.recall} />
        </Section>
      </SimpleGrid>
      {card.segments === null ? null : (
        <Section title={t('segments', { column: card.segments.column })}>
          <Segments segments={card.segments} />
        </Section>
      )}
      <Leakage leakage={card.leakage} onAllow={onAllow} />
      <Rows jobId={jobId} />
      <Notes title={t('notes')} texts={card.notes} />
      <Notes title={t('limits')} texts={card.limits} />
    </Stack>
  );
}

type TextsProps = { readonly title: string; readonly texts: readonly Bilingual[] };

function Sentences({ title, texts }: TextsProps) {
  return (
    <Alert variant="light" color="orange" icon={<IconAlertTriangle size={18} />} title={title}>
      <Listed texts={texts} />
    </Alert>
  );
}

function Notes({ title, texts }: TextsProps) {
  return texts.length === 0 ? null : (
    <Section title={title}>
      <Listed texts={texts} />
    </Section>
  );
}

function Listed({ texts }: Pick<TextsProps, 'texts'>) {
  const language = useLanguage();
  return (
    <List size="sm" spacing={4} maw={900}>
      {texts.map((text) => (
        <List.Item key={text.en}>{text[language]}</List.Item>
      ))}
    </List>
  );
}

/** Columns that may give the answer away; a person who knows better lets them in. */
function Leakage({ leakage, onAllow }: Pick<TableCard, 'leakage'> & Pick<ResultProps, 'onAllow'>) {
  const t = useMessages(messages);
  const language = useLanguage();
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  return (
    <Section title={t('leakage')}>
      {leakage.length === 0 ? <Text size="sm">{t('leakageNone')}</Text> : null}
      <Stack gap="xs">
        {leakage.map(({ column, verdict, why }) => (
          <div key={column}>
            <Text size="sm">
              <b>{t(verdict)}:</b> {why[language]}
            </Text>
            {verdict === 'removed' && onAllow !== null ? (
              <Checkbox
                size="xs"
                mt={4}
                label={t('allow', { column })}
                checked={allowed.includes(column)}
                onChange={(event) => {
                  const { checked } = event.currentTarget;
                  setAllowed((old) => (checked ? [...old, column] : old.filter((other) => other !== column)));
                }}
              />
            ) : null}
          </div>
        ))}
      </Stack>
      {allowed.length === 0 || onAllow === null ? null : (
        <Button mt="sm" size="xs" onClick={() => onAllow(allowed)}>
          {t('again')}
        </Button>
      )}
    </Section>
  );
}
