import { Alert, Button, Group, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { fromWireError } from '../../shared/contract/index.ts';
import { useMessages } from './messages.ts';
import { uiMessages } from './texts.ts';

export type SkeletonShape = 'table' | 'chart' | 'page' | 'lines';

/** The shape of what is coming, so that nothing jumps when it is there. */
export function Loading({ shape = 'table', rows = 8 }: { readonly shape?: SkeletonShape; readonly rows?: number }) {
  const t = useMessages(uiMessages);
  const bars = (count: number, height: number) =>
    Array.from({ length: count }, (_, index) => <Skeleton key={index} height={height} radius="sm" />);
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label={t('loading')} p="xs">
      {shape === 'page' ? (
        <>
          <Skeleton height={28} width="35%" />
          <Group grow>{bars(4, 72)}</Group>
          <Skeleton height={220} />
        </>
      ) : null}
      {shape === 'chart' ? <Skeleton height={260} /> : null}
      {shape === 'table' ? bars(rows, 36) : null}
      {shape === 'lines' ? bars(rows, 14) : null}
    </Stack>
  );
}

type EmptyProps = {
  readonly title: string;
  /** What the person can do about it. */
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  /** 1 where nothing else heads the page. */
  readonly heading?: 1 | 2;
};

export function Empty({ title, text, action, icon, heading = 2 }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py={28} px="md" ta="center">
      <ThemeIcon size={52} radius="xl" variant="light" color="harbour" aria-hidden="true">
        {icon ?? <IconInbox size={26} stroke={1.6} />}
      </ThemeIcon>
      <Title order={heading} size="h4">
        {title}
      </Title>
      {text === undefined ? null : (
        <Text c="dimmed" maw={520} component="div">
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}

type ErrorStateProps = {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** False where the sentence itself says what to do. */
  readonly help?: boolean;
};

/** What went wrong (the engine's own sentence, in English), what to do, and a way to try again. */
export function ErrorState({ error, onRetry, help = true }: ErrorStateProps) {
  const t = useMessages(uiMessages);
  const failure = fromWireError(error);
  return (
    <Alert
      icon={<IconAlertTriangle size={20} />}
      color="orange"
      variant="light"
      title={t(`error.${failure.code}`)}
      role="alert"
      data-error-code={failure.code}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" lang="en">
          {failure.message}
        </Text>
        {help ? (
          <Text size="sm" c="dimmed">
            {t(`help.${failure.code}`)}
          </Text>
        ) : null}
        {onRetry === undefined ? null : (
          <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

type Query<Data> = {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
};

type QueryViewProps<Data> = {
  readonly query: Query<Data>;
  readonly skeleton?: SkeletonShape;
  readonly isEmpty?: (data: Data) => boolean;
  readonly empty?: ReactNode;
  readonly children: (data: Data) => ReactNode;
};

/** The four states of a view: loading, empty, error, data. Data that is already there stays on screen while it is asked again. */
export function QueryView<Data>({ query, skeleton, isEmpty, empty, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) {
    if (query.error !== null && query.error !== undefined) {
      return (
        <Stack gap="sm">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          {children(query.data)}
        </Stack>
      );
    }
    return isEmpty?.(query.data) && empty !== undefined ? empty : children(query.data);
  }
  if (query.error !== null && query.error !== undefined)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading {...(skeleton === undefined ? {} : { shape: skeleton })} />;
}
