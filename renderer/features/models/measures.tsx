import { Table, Text } from '@mantine/core';
import type { Evaluation, ModelTarget } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { useOutcomeWords } from './outcome-words.ts';

type Measured = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

const alone = (value: number | null): Measured => ({ value, low: null, high: null });

type MeasuresProps = { readonly target: ModelTarget; readonly test: Evaluation };

/** The figures of one evaluation with their intervals and what each means. */
export function Measures({ target, test }: MeasuresProps) {
  const t = useMessages(messages);
  const outcome = useOutcomeWords(target);
  const format = useFormat();
  const rate = format.percent(test.baseRate);
  const rows: readonly (readonly [name: string, text: string, measure: Measured, digits: number])[] = [
    [t('prAuc'), t('prAucText', { rate }), test.prAuc, 3],
    [t('auc'), outcome('aucText'), test.auc, 3],
    [t('lift'), outcome('liftText'), test.liftTop10, 1],
    [t('brier'), t('brierText'), test.brier, 4],
    [t('brierSkill'), t('brierSkillText'), alone(test.brierSkill), 3],
    [t('logLoss'), t('logLossText'), test.logLoss, 3],
    [t('slope'), t('slopeText'), alone(test.calibrationSlope), 2],
    [t('intercept'), t('interceptText'), alone(test.calibrationIntercept), 2],
  ];
  return (
    <Table verticalSpacing={6} style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('measure')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('value')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('interval')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, text, { value, low, high }, digits]) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={600}>
              {name}
              <Text size="xs" c="dimmed" fw={400}>
                {text}
              </Text>
            </Table.Th>
            <Table.Td ta="right" fw={600}>
              {value === null ? t('notComputed') : format.decimal(value, digits)}
            </Table.Td>
            <Table.Td ta="right" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {low === null || high === null
                ? nothing
                : t('intervalOf', { low: format.decimal(low, digits), high: format.decimal(high, digits) })}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
