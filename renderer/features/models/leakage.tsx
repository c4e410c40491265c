import { Button, Checkbox, Paper, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { LeakageEntry } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { Runs } from './runs.tsx';
import { validationMessages } from './validation-messages.ts';

/** Kept out for want of knowledge rather than for certain: a person may know better. */
const canBeLetIn = ({ verdict, rule }: LeakageEntry): boolean =>
  verdict === 'removed' && (rule === 'no-history' || rule === 'name');

/** Features that may have been written after the outcome, and what became of them. */
export function Leakage({ leakage, runs }: { readonly leakage: readonly LeakageEntry[]; readonly runs: Runs }) {
  const t = useMessages(messages);
  const words = useMessages(validationMessages);
  const format = useFormat();
  const language = useLanguage();
  const [allow, setAllow] = useState<readonly string[]>([]);
  const allowed = leakage.filter(
    ({ verdict, rule }) => verdict === 'flagged' && (rule === 'no-history' || rule === 'name'),
  );
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2}>{t('leakageTitle')}</Title>
      <Text size="sm" c="dimmed" mb="sm" maw={860}>
        {t('leakageText')}
      </Text>
      {leakage.length === 0 ? (
        <Text size="sm">{t('leakageNone')}</Text>
      ) : (
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('feature')}</Table.Th>
              <Table.Th scope="col">{words('leakageRule')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('gini')}
              </Table.Th>
              <Table.Th scope="col">{t('verdict')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {leakage.map((entry) => (
              <Table.Tr key={entry.feature}>
                <Table.Th scope="row">
                  <Text span size="sm" ff="monospace">
                    {entry.feature}
                  </Text>
                  {entry.why === undefined ? null : (
                    <Text size="xs" c="dimmed" fw={400} maw={620}>
                      {entry.why[language]}
                    </Text>
                  )}
                </Table.Th>
                <Table.Td>{words(`leakageRule_${entry.rule ?? 'gini'}`)}</Table.Td>
                <Table.Td ta="right">{format.decimal(entry.gini, 2)}</Table.Td>
                <Table.Td>
                  {t(`verdict_${entry.verdict}`)}
                  {canBeLetIn(entry) ? (
                    <Checkbox
                      mt={4}
                      size="xs"
                      label={words('letIn', { feature: entry.feature })}
                      checked={allow.includes(entry.feature)}
                      onChange={(event) => {
                        const { checked } = event.currentTarget;
                        setAllow((old) =>
                          checked ? [...old, entry.feature] : old.filter((feature) => feature !== entry.feature),
                        );
                      }}
                    />
                  ) : null}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {allow.length === 0 ? null : (
        <Button
          mt="sm"
          size="xs"
          disabled={runs.busy}
          onClick={() =>
            runs.train.mutate({ target: runs.target, allow: [...allowed.map(({ feature }) => feature), ...allow] })
          }
        >
          {words('trainWith')}
        </Button>
      )}
    </Paper>
  );
}
