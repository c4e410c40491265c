import { Card, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '../../app/client.tsx';
import { useSettings } from '../../app/settings.ts';
import { Shortcuts } from '../../app/shortcuts.tsx';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { useMessages } from '../../ui/messages.ts';
import { QueryView } from '../../ui/states.tsx';
import { settingsMessages } from './messages.ts';
import { ProgramSettings } from './program-settings.tsx';
import { WorkspaceFacts } from './workspace-facts.tsx';

export function SettingsPage() {
  const t = useMessages(settingsMessages);
  const settings = useSettings();
  const status = useWorkspaceStatus();
  return (
    <Stack gap="md" maw={760}>
      <Title order={1}>{t('title')}</Title>
      <Part title={t('page')}>
        <QueryView query={settings} skeleton="lines">
          {(data) => <ProgramSettings settings={data} />}
        </QueryView>
      </Part>
      <Part title={t('workspace')}>
        <QueryView query={status} skeleton="lines">
          {(data) => <WorkspaceFacts open={data.current} />}
        </QueryView>
      </Part>
      <Part title={t('keys')}>
        <Shortcuts />
      </Part>
      <Part title={t('about')}>
        <About />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card component="section" withBorder padding="lg">
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  );
}

function About() {
  const t = useMessages(settingsMessages);
  const about = useQuery(useApi().system.about.queryOptions());
  return (
    <QueryView query={about} skeleton="lines">
      {(data) => (
        <Stack gap={4}>
          <Text size="sm">
            Holdfast · {t('version')} {data.version} · Node {data.node}
          </Text>
          <Text size="sm">
            {t('host')}: {t(`host.${data.host}`)}
          </Text>
          <Text size="sm">
            {t('network')}: {data.offline ? t('offline') : t('online')}
          </Text>
        </Stack>
      )}
    </QueryView>
  );
}
