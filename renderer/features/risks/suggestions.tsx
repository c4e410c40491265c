import { Alert, Anchor, Button, Group, Table, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { accountPath } from '../../app/account-id.ts';
import { riskMessages } from '../../app/account-parts/risk-messages.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { useStakes } from './totals.tsx';

const mostShown = 10;

/** High scores without a risk: the model asks for one, a click opens it. */
export function Suggestions() {
  const t = useMessages(messages);
  const r = useMessages(riskMessages);
  const format = useFormat();
  const stakes = useStakes();
  const api = useApi();
  const { told } = useUndo();
  const [isShown, setIsShown] = useState(false);
  const found = useQuery(api.risks.suggestions.queryOptions({ input: { limit: mostShown } })).data;
  const adding = useMutation(api.risks.add.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  if (found === undefined || found.total === 0) return null;
  return (
    <Alert variant="light" icon={<IconBulb size={18} />} py={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {t('suggestions', {
            count: found.total,
            threshold: format.percent(found.threshold, 0),
            stake: stakes(found.stake),
          })}
        </Text>
        <Button size="compact-sm" variant="light" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          {t(isShown ? 'suggestionsHide' : 'suggestionsShow')}
        </Button>
      </Group>
      {isShown ? (
        <Table fz="sm" verticalSpacing={3} mt={6} aria-label={t('suggestionsTable')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{r('account')}</Table.Th>
              <Table.Th scope="col">{r('owner')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {r('chance')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {r('stake')}
              </Table.Th>
              <Table.Th scope="col">{t('renewal')}</Table.Th>
              <Table.Th scope="col" aria-label={r('open')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Anchor component={Link} to={accountPath(row.id)} size="sm" c="inherit" underline="always">
                    {row.name}
                  </Anchor>
                </Table.Td>
                <Table.Td data-private>{row.owner ?? nothing}</Table.Td>
                <Table.Td ta="right">{format.percent(row.probability)}</Table.Td>
                <Table.Td ta="right">{format.money(row.stake)}</Table.Td>
                <Table.Td>{format.day(row.renewalDay)}</Table.Td>
                <Table.Td ta="right">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('openFor', { name: row.name })}
                    loading={adding.isPending && adding.variables.account === row.id}
                    onClick={() => adding.mutate({ account: row.id })}
                  >
                    {r('open')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
      {adding.error === null ? null : <ErrorState error={adding.error} />}
    </Alert>
  );
}
