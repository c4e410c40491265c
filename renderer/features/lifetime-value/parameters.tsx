import { Paper, Table, Title } from '@mantine/core';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { ContractsAnswer, PurchasesAnswer } from './question.ts';

/** Figures of parameters keep four digits, however large or small they are. */
function useDigits() {
  const format = useFormat();
  return (value: number | null): string =>
    value === null
      ? '–'
      : Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-3)
        ? value.toExponential(2)
        : format.plain(Number(value.toPrecision(4)), 6);
}

/** Every parameter with its interval, for those who check. */
export function Parameters({ answer }: { readonly answer: PurchasesAnswer | ContractsAnswer }) {
  const t = useMessages(messages);
  const digits = useDigits();
  const rows =
    answer.family === 'purchases'
      ? [...answer.parameters, ...(answer.amounts ?? [])]
      : answer.terms.flatMap(({ months, fit }) =>
          (fit?.parameters ?? []).map((one) => ({
            ...one,
            name: t('ofTerm', { name: one.name, months, count: months }),
          })),
        );
  if (rows.length === 0) return null;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb="xs">
        {t('parameters')}
      </Title>
      <Table fz="sm" verticalSpacing={3} maw={620} aria-label={t('parameters')}>
        <Table.Thead>
          <Table.Tr>
            {(['parameter', 'value', 'lower', 'upper'] as const).map((key, index) => (
              <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                {t(key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, value, lower, upper }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {[value, lower, upper].map((number, index) => (
                <Table.Td key={index} ta="right">
                  {digits(number)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
