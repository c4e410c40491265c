import { ActionIcon, Badge, Button, Group, Indicator, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  IconArrowsExchange,
  IconChevronDown,
  IconLock,
  IconProgress,
  IconShieldLock,
  IconX,
} from '@tabler/icons-react';
import type { OpenWorkspace } from '../../shared/contract/index.ts';
import { JobsDrawer } from '../features/jobs/index.tsx';
import { useFormat } from '../ui/format.ts';
import { Logo } from '../ui/logo.tsx';
import { useMessages } from '../ui/messages.ts';
import { useApi } from './client.tsx';
import { isEnded, useJobs } from './jobs.tsx';
import { LanguageSwitch, ThemeSwitch } from './switches.tsx';
import { appMessages } from './messages.ts';
import { useLeaveWorkspace } from './workspace.ts';

export function Header({ open }: { readonly open: OpenWorkspace | null }) {
  const t = useMessages(appMessages);
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="md" wrap="nowrap">
        <UnstyledButton component={Link} to="/" aria-label="Holdfast">
          <Group gap={8} wrap="nowrap">
            <Logo size={28} />
            <Text fw={700} size="lg" lh={1} visibleFrom="xs">
              Holdfast
            </Text>
          </Group>
        </UnstyledButton>
        {open === null ? (
          <Text size="sm" c="dimmed">
            {t('workspace.none')}
          </Text>
        ) : (
          <WorkspaceMenu open={open} />
        )}
      </Group>
      <Group gap={6} wrap="nowrap">
        <OfflineBadge />
        {open === null || open.locked ? null : <JobsButton />}
        <LanguageSwitch />
        <ThemeSwitch />
      </Group>
    </Group>
  );
}

function WorkspaceMenu({ open }: { readonly open: OpenWorkspace }) {
  const t = useMessages(appMessages);
  const format = useFormat();
  const { lock, close } = useLeaveWorkspace();
  return (
    <Group gap="sm" wrap="nowrap">
      <Menu position="bottom-start" width={240} shadow="md">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-md"
            rightSection={<IconChevronDown size={14} />}
            aria-label={`${t('workspace.menu')}: ${open.name}`}
            maw={260}
          >
            <Text truncate inherit>
              {open.name}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{open.folder}</Menu.Label>
          <Menu.Item leftSection={<IconArrowsExchange size={16} />} component={Link} to="/welcome">
            {t('workspace.switch')}
          </Menu.Item>
          {open.isSample || open.locked ? null : (
            <Menu.Item leftSection={<IconLock size={16} />} onClick={() => lock.mutate(undefined)}>
              {t('workspace.lock')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconX size={16} />} onClick={() => close.mutate(undefined)}>
            {t('workspace.close')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open.dataUntil === null ? null : (
        <Text size="xs" c="dimmed" visibleFrom="md" style={{ whiteSpace: 'nowrap' }}>
          {t('workspace.until', { day: format.instantDay(open.dataUntil) })}
        </Text>
      )}
    </Group>
  );
}

function OfflineBadge() {
  const t = useMessages(appMessages);
  const about = useQuery(useApi().system.about.queryOptions()).data;
  if (about === undefined) return null;
  const words = about.offline ? t('offline') : t('online.explain');
  return (
    <Tooltip label={about.offline ? t('offline.explain') : t('online.explain')} multiline w={300} withArrow>
      <Badge
        variant="light"
        color={about.offline ? 'harbour' : 'orange'}
        size="md"
        tt="none"
        fw={550}
        leftSection={<IconShieldLock size={13} />}
        tabIndex={0}
        aria-label={words}
      >
        {about.offline ? t('offline') : t('online.short')}
      </Badge>
    </Tooltip>
  );
}

function JobsButton() {
  const t = useMessages(appMessages);
  const [opened, { open, close }] = useDisclosure(false);
  const running = useJobs().data?.filter((job) => !isEnded(job)).length ?? 0;
  const words = running === 0 ? t('jobs') : t('jobs.running', { count: running });
  return (
    <>
      <Tooltip label={words} withArrow>
        <Indicator label={running} size={16} disabled={running === 0} color="orange" offset={4}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words} aria-haspopup="dialog" onClick={open}>
            <IconProgress size={19} stroke={1.7} />
          </ActionIcon>
        </Indicator>
      </Tooltip>
      <JobsDrawer opened={opened} onClose={close} />
    </>
  );
}
