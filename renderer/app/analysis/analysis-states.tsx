import { Box, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconDatabaseImport, IconHandStop } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { Empty, QueryView } from '../../ui/states.tsx';
import type { SkeletonShape } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import styles from './analysis.module.css';
import { analysisMessages } from './messages.ts';

/** Instead of an analysis, where there is nothing to analyse yet. */
export function AnalysisEmpty({ title, text }: { readonly title?: string; readonly text?: string }) {
  const t = useMessages(analysisMessages);
  return (
    <Empty
      icon={<IconDatabaseImport size={26} stroke={1.6} />}
      title={title ?? t('emptyTitle')}
      text={text ?? t('emptyText')}
      action={
        <Button component={Link} to="/import">
          {t('emptyAction')}
        </Button>
      }
    />
  );
}

/** Draws its children once there are usage events; until then it says how to get some. */
export function WithEvents({ children }: { readonly children: ReactNode }) {
  const names = useQuery(useApi().events.names.queryOptions());
  return (
    <QueryView query={names} skeleton="page" isEmpty={(data) => data.total === 0} empty={<AnalysisEmpty />}>
      {() => children}
    </QueryView>
  );
}

type Answer<Data> = {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly isEnabled: boolean;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
};

type AnswerViewProps<Data> = {
  /** With `placeholderData: keepPreviousData`, so that the last answer stays in view while the next one is asked. */
  readonly query: Answer<Data>;
  /** That of the query, to cancel it. */
  readonly queryKey: QueryKey;
  readonly skeleton?: SkeletonShape;
  readonly isEmpty?: (data: Data) => boolean;
  readonly empty?: ReactNode;
  readonly children: (data: Data) => ReactNode;
};

/** The states of an answer: those of QueryView, and for slow ones how long it takes and a way to cancel. */
export function AnswerView<Data>({
  query,
  queryKey,
  skeleton = 'chart',
  isEmpty,
  empty,
  children,
}: AnswerViewProps<Data>) {
  const t = useMessages(analysisMessages);
  const frame = useRef<HTMLDivElement>(null);
  const askAgain = () => {
    // The button that was pressed goes away; the keyboard goes on from the answer.
    frame.current?.focus({ preventScroll: true });
    void query.refetch();
  };
  const isStopped =
    query.isEnabled &&
    !query.isFetching &&
    query.error === null &&
    (query.data === undefined || query.isPlaceholderData);
  const shown = (
    <QueryView
      query={query}
      skeleton={skeleton}
      {...(isEmpty === undefined ? {} : { isEmpty })}
      {...(empty === undefined ? {} : { empty })}
    >
      {children}
    </QueryView>
  );
  if (isStopped && query.data === undefined) {
    return (
      <div ref={frame} tabIndex={-1} className={styles.frame}>
        <Cancelled onRetry={askAgain} />
      </div>
    );
  }
  return (
    <Stack ref={frame} tabIndex={-1} className={styles.frame} gap="xs" aria-busy={query.isFetching}>
      {query.isFetching ? <SlowNotice key={JSON.stringify(queryKey)} queryKey={queryKey} /> : null}
      {isStopped ? (
        <Group gap="xs" role="status">
          <Text size="sm">{t('cancelledShort')}</Text>
          <Button size="compact-xs" variant="default" autoFocus onClick={askAgain}>
            {t('askAgain')}
          </Button>
        </Group>
      ) : null}
      <Box className={query.isPlaceholderData ? styles.working : undefined}>{shown}</Box>
    </Stack>
  );
}

function Cancelled({ onRetry }: { readonly onRetry: () => void }) {
  const t = useMessages(analysisMessages);
  return (
    <Empty
      icon={<IconHandStop size={26} stroke={1.6} />}
      title={t('cancelledTitle')}
      text={t('cancelledText')}
      action={
        <Button autoFocus onClick={onRetry}>
          {t('askAgain')}
        </Button>
      }
    />
  );
}

const patience = 1_000;

/** Appears after a second: how long it has taken so far, and how to stop it. */
function SlowNotice({ queryKey }: { readonly queryKey: QueryKey }) {
  const t = useMessages(analysisMessages);
  const format = useFormat();
  const queries = useQueryClient();
  const [started] = useState(() => Date.now());
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setElapsed(Date.now() - started), 500);
    return () => window.clearInterval(timer);
  }, [started]);
  if (elapsed < patience) return null;
  return (
    <Group gap="xs">
      <Loader size={14} />
      <Text size="sm" c="dimmed">
        {t('working', { seconds: format.decimal(elapsed / 1_000) })}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => void queries.cancelQueries({ queryKey, exact: true })}>
        {t('cancel')}
      </Button>
    </Group>
  );
}
