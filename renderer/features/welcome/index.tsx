import { Paper, Stack, Text, Title } from '@mantine/core';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { CreateForm } from './create-form.tsx';
import { messages } from './messages.ts';
import { RecentList } from './recent-list.tsx';
import { SampleCard } from './sample-card.tsx';
import { useEnterWorkspace } from './use-enter.ts';
import { useSampleRun } from './use-sample.ts';
import styles from './welcome.module.css';

export function WelcomePage() {
  const t = useMessages(messages);
  const status = useWorkspaceStatus();
  const enter = useEnterWorkspace();
  const run = useSampleRun(() => void enter({ counts: null }, '/queue'));
  return (
    <Stack gap="lg" className={styles.page}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" maw={720}>
          {t('lead')}
        </Text>
      </div>
      <QueryView query={status} skeleton="page">
        {({ recent, keychain }) => (
          <>
            <SampleCard isThere={recent.some((workspace) => workspace.isSample && workspace.exists)} run={run} />
            {run.running ? null : (
              <div className={styles.columns}>
                <Paper withBorder bg="var(--holdfast-surface)" p="lg">
                  <Title order={2}>{t('createTitle')}</Title>
                  <Text size="sm" c="dimmed" mb="md">
                    {t('createText')}
                  </Text>
                  <CreateForm keychain={keychain} />
                </Paper>
                <Paper withBorder bg="var(--holdfast-surface)" p="lg">
                  <Title order={2} mb="sm">
                    {t('recentTitle')}
                  </Title>
                  <RecentList recent={recent} />
                </Paper>
              </div>
            )}
          </>
        )}
      </QueryView>
    </Stack>
  );
}
