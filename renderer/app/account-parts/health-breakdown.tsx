import { Button, Table, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { HealthBreakdown, HealthPillarPart } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { healthMessages } from './health-messages.ts';

const roundingOnly = 1e-9;
const numbers = { fontVariantNumeric: 'tabular-nums' } as const;

type HealthBreakdownTableProps = { readonly breakdown: HealthBreakdown; readonly label: string };

/** Pillars with what each gives to the score, to be opened into their measures; the last column sums to the score. */
export function HealthBreakdownTable({ breakdown, label }: HealthBreakdownTableProps) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const say = useLanguageText();
  const { pillars, exceptions, adjustment, score } = breakdown;
  const applied = exceptions.find((exception) => exception.applied);
  const points = (value: number | null): string => format.decimal(value, 1);
  return (
    <>
      <Table fz="sm" verticalSpacing={3} aria-label={label} style={numbers}>
        <Table.Thead>
          <Table.Tr>
            {(['pillar', 'points', 'contribution'] as const).map((key, index) => (
              <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                {t(key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {pillars.map((pillar) => (
            <PillarRows key={pillar.name} pillar={pillar} hasScore={score !== null} />
          ))}
          {applied !== undefined && Math.abs(adjustment) > roundingOnly ? (
            <Table.Tr>
              <Table.Th scope="row" fw={600} colSpan={2}>
                {t('adjustment', { name: applied.name })}
              </Table.Th>
              <Table.Td ta="right">{points(adjustment)}</Table.Td>
            </Table.Tr>
          ) : null}
          <Table.Tr>
            <Table.Th scope="row" fw={700} colSpan={2}>
              {t('sum')}
            </Table.Th>
            <Table.Td ta="right" fw={700}>
              {points(score)}
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
      {exceptions.map((exception) => (
        <Text key={exception.name} size="xs" c={exception.holds ? undefined : 'dimmed'} mt={4}>
          <b>{exception.name}</b>{' '}
          {t(exception.applied ? 'exceptionApplied' : exception.holds ? 'exceptionHolds' : 'exceptionNot', {
            words: say(exception.words),
          })}
        </Text>
      ))}
    </>
  );
}

function PillarRows({ pillar, hasScore }: { readonly pillar: HealthPillarPart; readonly hasScore: boolean }) {
  const t = useMessages(healthMessages);
  const format = useFormat();
  const say = useLanguageText();
  const [isOpen, setIsOpen] = useState(false);
  const points = (value: number | null): string => format.decimal(value, 1);
  const given = (value: number): string => points(hasScore ? value : null);
  const coverage = pillar.coverage < 1 ? ` · ${t('coverageIs', { share: format.percent(pillar.coverage, 0) })}` : '';
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row">
          <Button
            size="compact-sm"
            variant="subtle"
            ml={-8}
            leftSection={isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {pillar.name}
          </Button>
          <Text size="xs" c="dimmed" fw={400}>
            {pillar.counts ? t('shareIs', { share: format.percent(pillar.share, 0) }) : t('notCounted')}
            {coverage}
          </Text>
        </Table.Th>
        <Table.Td ta="right">{points(pillar.score)}</Table.Td>
        <Table.Td ta="right">{given(pillar.contribution)}</Table.Td>
      </Table.Tr>
      {isOpen
        ? pillar.measures.map((measure) => (
            <Table.Tr key={measure.measure}>
              <Table.Th scope="row" fw={400} pl="lg">
                {say(measure.words)}
                <Text size="xs" c="dimmed">
                  {measure.value === null
                    ? t('missing')
                    : `${format.plain(measure.value)} · ${t('shareIs', { share: format.percent(measure.share * pillar.share, 0) })}`}
                </Text>
              </Table.Th>
              <Table.Td ta="right">{points(measure.points)}</Table.Td>
              <Table.Td ta="right">{given(measure.contribution)}</Table.Td>
            </Table.Tr>
          ))
        : null}
    </>
  );
}
