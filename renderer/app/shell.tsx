import { AppShell, Box, NavLink, ScrollArea, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ChartShelfProvider } from '../ui/chart-shelf.tsx';
import { FormatContext } from '../ui/format.ts';
import { useMessages } from '../ui/messages.ts';
import { ErrorState, Loading } from '../ui/states.tsx';
import { ChangesWatcher, ConnectionBanner } from './connection.tsx';
import { Header } from './header.tsx';
import { JobsWatcher } from './jobs.tsx';
import { appMessages } from './messages.ts';
import { Palette } from './palette.tsx';
import { placeGroups, placeOf } from './places.ts';
import { Redirect } from './redirect.tsx';
import { SampleBanner } from './sample-banner.tsx';
import { HelpKey } from './help.tsx';
import { PrivacyKey } from './privacy.tsx';
import { useAppliedSettings } from './settings.ts';
import { ShortcutsSheet } from './shortcuts.tsx';
import styles from './shell.module.css';
import { welcomeBefore } from './return-path.ts';
import { Tour } from './tour.tsx';
import { UndoKeys } from './undo.tsx';
import { UnlockScreen } from './unlock.tsx';
import { useWorkspaceStatus } from './workspace.ts';

/** Pages that need no open workspace. */
const openToAll = new Set(['/welcome', '/settings', '/help']);

/** The frame around every page. */
export function Shell() {
  const t = useMessages(appMessages);
  const settings = useAppliedSettings();
  const zone = settings?.zone ?? 'UTC';
  const numbers = settings?.numbers ?? null;
  const format = useMemo(() => ({ zone, numbers }), [zone, numbers]);
  const status = useWorkspaceStatus();
  // The page that is drawn, not the one that is being gone to: the two differ while a feature loads.
  const path = useRouterState({ select: (state) => (state.resolvedLocation ?? state.location).pathname });
  const open = status.data?.current ?? null;
  const working = open !== null && !open.locked;
  const { ref: bannersRef, height: bannersHeight } = useElementSize();
  return (
    <FormatContext value={format}>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      <ChangesWatcher />
      <JobsWatcher />
      <ShortcutsSheet />
      {working ? (
        <>
          <Palette />
          <UndoKeys />
          <PrivacyKey />
          <HelpKey />
          {open.isSample ? <Tour /> : null}
        </>
      ) : null}
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 200, breakpoint: 0, collapsed: { desktop: !working, mobile: !working } }}
        padding={0}
      >
        <AppShell.Header className={styles.header}>
          <Header open={open} />
        </AppShell.Header>
        <AppShell.Navbar className={styles.navbar} aria-label={t('nav.main')}>
          <ScrollArea px="xs" py={6}>
            {placeGroups.map((group) => (
              <div key={group.key} role="group" aria-labelledby={group.key} className={styles.group}>
                <Text id={group.key} className={styles.groupName}>
                  {t(group.key)}
                </Text>
                {group.places.map(({ to, key, icon: Icon }) => (
                  <NavLink
                    key={to}
                    component={Link}
                    to={to}
                    label={t(key)}
                    leftSection={<Icon size={18} stroke={1.7} />}
                    active={placeOf(path) === to}
                    aria-current={placeOf(path) === to ? 'page' : undefined}
                    className={styles.place}
                  />
                ))}
              </div>
            ))}
          </ScrollArea>
        </AppShell.Navbar>
        <AppShell.Main>
          <div ref={bannersRef}>
            <ConnectionBanner />
            {open?.isSample && !open.locked ? <SampleBanner /> : null}
          </div>
          <Box
            id="content"
            tabIndex={-1}
            className={styles.content}
            __vars={{ '--holdfast-banners': `${bannersHeight}px` }}
          >
            <ChartShelfProvider>
              <Content path={path} status={status} />
            </ChartShelfProvider>
          </Box>
        </AppShell.Main>
      </AppShell>
    </FormatContext>
  );
}

function Content({ path, status }: { readonly path: string; readonly status: ReturnType<typeof useWorkspaceStatus> }) {
  if (status.data === undefined) {
    return status.error === null ? (
      <Loading shape="page" />
    ) : (
      <ErrorState error={status.error} onRetry={() => void status.refetch()} />
    );
  }
  const open = status.data.current;
  if (openToAll.has(path)) return <Outlet />;
  if (open === null) return <Redirect to={welcomeBefore(window.location)} />;
  if (open.locked) return <UnlockScreen workspace={open} />;
  return <Outlet />;
}
