import { Paper, Table, Text, Title } from '@mantine/core';
import type { RenewalRun } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** On time that the model had not seen: beside what one would say of all alike. */
export function HowGood({ run }: { readonly run: RenewalRun }) {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const { validation } = run;
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} mb={4}>
        {t('method')}
      </Title>
      <Text size="sm" mb="xs">
        {validation.cut === null
          ? t('methodNone')
          : t('methodText', {
              cut: format.day(validation.cut),
              renewals: format.integer(validation.renewals),
              left: format.integer(validation.left),
            })}
      </Text>
      {validation.scores.length === 0 ? null : (
        <Table fz="sm" verticalSpacing={4} maw={760} aria-label={t('method')}>
          <Table.Thead>
            <Table.Tr>
              {(['way', 'logLoss', 'brier', 'auc'] as const).map((key, index) => (
                <Table.Th key={key} scope="col" ta={index === 0 ? 'left' : 'right'}>
                  {t(key)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {validation.scores.map(({ method, logLoss, brier, auc }) => (
              <Table.Tr key={method}>
                <Table.Th scope="row" fw={method === run.method ? 600 : 400}>
                  {method === run.method ? t('taken', { way: t(`method.${method}`) }) : t(`method.${method}`)}
                </Table.Th>
                {[logLoss, brier, auc].map((value, index) => (
                  <Table.Td key={index} ta="right">
                    {format.decimal(value, 4)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {say(run.why)}
      </Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t('asOf', {
          day: format.day(run.asOf),
          version: format.integer(run.dataVersion),
          accounts: format.integer(run.accounts),
          churns: format.integer(run.churns),
        })}
      </Text>
    </Paper>
  );
}
