import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../ui/messages.ts';
import { isTouchedBy, wordOf } from './changes.ts';
import { useHost } from './client.tsx';
import { follow } from './follow.ts';
import { appMessages } from './messages.ts';

/** Asks again for what an import, a training or a setting changed. */
export function ChangesWatcher() {
  const { client } = useHost();
  const queries = useQueryClient();
  useEffect(() => {
    const controller = new AbortController();
    void follow(
      (signal) => client.system.changes(undefined, { signal }),
      ({ words }) =>
        void queries.invalidateQueries({
          predicate: ({ queryKey }) => {
            const word = wordOf(queryKey);
            return word !== null && isTouchedBy(words, word);
          },
        }),
      controller.signal,
    );
    return () => controller.abort();
  }, [client, queries]);
  return null;
}

/** Says that the engine is away, and why where it will not come back by itself. */
export function ConnectionBanner() {
  const host = useHost();
  const queries = useQueryClient();
  const t = useMessages(appMessages);
  const [lost, setLost] = useState<{ readonly message: string; readonly final: boolean } | null>(null);
  useEffect(() => {
    const stopDisconnect = host.onDisconnect((error, final) => setLost({ message: error.message, final }));
    const stopReconnect = host.onReconnect(() => {
      setLost(null);
      void queries.invalidateQueries();
      notifications.show({ message: t('reconnected'), color: 'harbour', withBorder: true });
    });
    return () => {
      stopDisconnect();
      stopReconnect();
    };
  }, [host, queries, t]);
  if (lost === null) return null;
  return (
    <Alert
      color="orange"
      variant="filled"
      radius={0}
      icon={<IconPlugConnectedX size={18} />}
      title={t(lost.final ? 'disconnected.final' : 'disconnected.title')}
      role="alert"
    >
      {lost.final ? lost.message : t('disconnected.text')}
    </Alert>
  );
}
