import { Card, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { retrainingPlan } from '../../../shared/contract/index.ts';
import { useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';

/** When the churn model is trained anew by itself. */
export function Schedule() {
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const api = useApi();
  const queries = useQueryClient();
  const query = useQuery(api.modelWatch.schedule.queryOptions());
  const save = useMutation(
    api.modelWatch.setSchedule.mutationOptions({
      onSuccess: (answer) => queries.setQueryData(api.modelWatch.schedule.queryKey(), answer),
    }),
  );
  return (
    <Card withBorder padding="md" component="section">
      <Title order={2} size="h4" mb={4}>
        {t('scheduleTitle')}
      </Title>
      <QueryView query={query} skeleton="lines">
        {({ plan, nextDue, why, last }) => (
          <Stack gap="xs">
            <Text size="sm" c="dimmed" maw={860}>
              {t('scheduleText')}
            </Text>
            <Select
              label={t('plan')}
              w={360}
              allowDeselect={false}
              data={retrainingPlan.options.map((value) => ({ value, label: t(`plan_${value}`) }))}
              value={plan}
              disabled={save.isPending}
              onChange={(value) => save.mutate({ plan: retrainingPlan.parse(value) })}
            />
            {save.error === null ? null : <ErrorState error={save.error} />}
            <Text size="sm">
              {nextDue === null ? '' : `${t('nextDue', { day: format.day(nextDue) })} `}
              {say(why)}
            </Text>
            {last === null ? null : (
              <Text size="sm" c="dimmed">
                {t('lastRun', { when: format.instant(last.at) })} {say(last.why)}
              </Text>
            )}
          </Stack>
        )}
      </QueryView>
    </Card>
  );
}
