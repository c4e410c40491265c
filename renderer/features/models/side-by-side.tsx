import { Badge, Group, Paper, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Comparison, RegistryEntry } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { useMeasured } from './origins.tsx';
import { registryMessages } from './registry-messages.ts';

type SideBySideProps = { readonly champion: RegistryEntry; readonly challenger: RegistryEntry };

/** The model in use and one that would take its place: each on its own test, and both on months new to both. */
export function SideBySide({ champion, challenger }: SideBySideProps) {
  const t = useMessages(registryMessages);
  const format = useFormat();
  const language = useLanguage();
  const measured = useMeasured();
  const { comparison } = challenger;
  const own: readonly (readonly [string, (entry: RegistryEntry) => string])[] = [
    [t('prAuc'), ({ prAuc }) => measured(prAuc)],
    [t('auc'), ({ auc }) => measured(auc)],
    [t('lift'), ({ liftTop10 }) => measured(liftTop10, 1)],
    [t('skill'), ({ brierSkill }) => format.decimal(brierSkill, 3)],
    [t('slope'), ({ calibrationSlope }) => format.decimal(calibrationSlope, 2)],
    [t('churns'), ({ testChurns }) => format.integer(testChurns)],
    [t('learnedUntil'), ({ learnedUntil }) => format.day(learnedUntil)],
  ];
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('sideBySide', { champion: champion.name, challenger: challenger.name })}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('sideText')}
      </Text>
      <Rows
        head={[t('measure'), `${champion.name} · ${t('champion')}`, challenger.name]}
        rows={own.map(([name, of]) => [name, of(champion), of(challenger)])}
      />
      <Group gap="sm" mt="lg" mb={4}>
        <Title order={3}>{t('compared')}</Title>
        <Badge variant="light" color={comparison?.verdict === 'better' ? 'harbour' : 'gray'}>
          {comparison === null ? t('notCompared') : t(`verdict_${comparison.verdict}`)}
        </Badge>
      </Group>
      {comparison === null ? null : (
        <>
          <Text size="sm" maw={860}>
            {comparison.why[language]}
          </Text>
          <ComparedFigures comparison={comparison} />
        </>
      )}
    </Paper>
  );
}

function ComparedFigures({ comparison }: { readonly comparison: Comparison }) {
  const t = useMessages(registryMessages);
  const format = useFormat();
  const measured = useMeasured();
  const rows = (['logLoss', 'auc', 'prAuc'] as const).flatMap((name) => {
    const judged = comparison[name];
    if (judged === null) return [];
    return [
      [t(name), format.decimal(judged.champion, 3), format.decimal(judged.challenger, 3), measured(judged.difference)],
    ];
  });
  if (rows.length === 0) return null;
  return <Rows head={[t('measure'), t('champion'), t('challenger'), t('difference')]} rows={rows} />;
}

function Rows({ head, rows }: { readonly head: readonly string[]; readonly rows: readonly (readonly ReactNode[])[] }) {
  return (
    <Table style={{ fontVariantNumeric: 'tabular-nums' }} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          {head.map((text, index) => (
            <Table.Th key={text} scope="col" ta={index === 0 ? undefined : 'right'}>
              {text}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((cells, row) => (
          <Table.Tr key={row}>
            {cells.map((cell, index) =>
              index === 0 ? (
                <Table.Th key={index} scope="row" fw={500}>
                  {cell}
                </Table.Th>
              ) : (
                <Table.Td key={index} ta="right">
                  {cell}
                </Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
