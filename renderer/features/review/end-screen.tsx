import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconCheck } from '@tabler/icons-react';
import { decisionKind } from '../../../shared/contract/index.ts';
import { PersonCallout } from '../../app/account-parts/person-callout.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import type { Sitting } from './use-sitting.ts';

type EndScreenProps = {
  readonly sitting: Sitting;
  readonly onGoOn: () => void;
  /** To the first account without a decision. */
  readonly onOpen: () => void;
};

/** What a sitting came to. */
export function EndScreen({ sitting, onGoOn, onOpen }: EndScreenProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { decided, rows, secondsEach } = sitting;
  const decisions = [...decided.values()];
  const skipped = rows.length - decided.size;
  const tasks = decisions.filter(({ taskId }) => taskId !== null).length;
  return (
    <Stack align="center" gap="md">
      <Empty
        icon={<IconCheck size={26} stroke={1.6} />}
        title={skipped > 0 ? t('endOfList') : t('endTitle')}
        text={
          <>
            {t('endText', { count: decided.size })} {skipped > 0 ? `${t('endSkipped', { count: skipped })} ` : ''}
            {tasks > 0 ? `${t('endTasks', { count: tasks })} ` : ''}
            {secondsEach === null ? '' : t('endPace', { seconds: format.integer(Math.round(secondsEach)) })}
          </>
        }
        action={
          <Group gap="xs" mt="xs">
            {tasks > 0 ? (
              <Button component={Link} to="/tasks" search={{ who: 'all' } as never}>
                {t('toTasks')}
              </Button>
            ) : null}
            <Button variant={tasks > 0 ? 'default' : 'filled'} onClick={onGoOn}>
              {t('goOn')}
            </Button>
            {skipped > 0 ? (
              <Button variant="default" onClick={onOpen}>
                {t('toOpen')}
              </Button>
            ) : null}
          </Group>
        }
      />
      <PersonCallout />
      {decisions.length === 0 ? null : (
        <section aria-labelledby="review-end">
          <Title order={2} size="h5" id="review-end" mb={4}>
            {t('endTable')}
          </Title>
          <Table fz="sm" w={340} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('endKind')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('endAccounts')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {decisionKind.options.map((kind) => (
                <Table.Tr key={kind}>
                  <Table.Th scope="row" fw={400}>
                    {t(`end.${kind}`)}
                  </Table.Th>
                  <Table.Td ta="right">
                    <Text span size="sm">
                      {format.integer(decisions.filter((decision) => decision.kind === kind).length)}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </Stack>
  );
}
