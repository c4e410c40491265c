import { List, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelCard } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import styles from './models.module.css';
import { useSnapshotWords } from './snapshots.ts';

/** Where not to trust the model, what it is for, and the facts of its making. */
export function Limits({ card }: { readonly card: ModelCard }) {
  const t = useMessages(messages);
  const format = useFormat();
  const language = useLanguage();
  const snapshotWords = useSnapshotWords();
  // What was brought in does not say what it learned from.
  const isKnown = card.origin !== 'imported' || card.trainingRows > 0;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ...(card.outcome === undefined ? [] : [[t('outcome'), card.outcome[language]] as const]),
    [
      t('trainingRows'),
      isKnown
        ? t('trainingRowsValue', {
            rows: format.integer(card.trainingRows),
            churned: format.integer(card.trainingChurned),
          })
        : t('notKnown'),
    ],
    [t('trainingSnapshots'), isKnown ? snapshotWords(card.trainingSnapshots) : t('notKnown')],
    ...(card.learnedUntil ? [[t('learnedUntil'), format.day(card.learnedUntil)] as const] : []),
    [t('calibrationSnapshots'), isKnown ? snapshotWords(card.calibrationSnapshots) : t('notKnown')],
    [t('testSnapshots'), snapshotWords(card.testSnapshots)],
    [t('gap'), t('gapValue', { count: card.gapDays })],
    [t('onnx'), t('onnxValue', { bytes: format.bytes(card.onnx.bytes), opset: card.onnx.opset })],
    [t('sha'), <code key="sha">{card.onnx.sha256}</code>],
    [t('modelId'), <code key="id">{card.id}</code>],
  ];
  return (
    <Stack gap="lg" maw={860}>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('intendedUse')}
        </Title>
        <Text size="sm">{card.intendedUse[language]}</Text>
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('limitsTitle')}
        </Title>
        {card.limits.length === 0 ? (
          <Text size="sm">{t('limitsNone')}</Text>
        ) : (
          <List size="sm" spacing={6}>
            {card.limits.map((limit) => (
              <List.Item key={limit.en}>{limit[language]}</List.Item>
            ))}
          </List>
        )}
      </Paper>
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Title order={2} mb="xs">
          {t('factsTitle')}
        </Title>
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
      </Paper>
    </Stack>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
