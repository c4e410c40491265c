import { ActionIcon, Badge, Button, Group, Modal, PasswordInput, Stack, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { useEnterWorkspace } from './use-enter.ts';
import styles from './welcome.module.css';

type Recent = ContractOutputs['workspace']['status']['recent'][number];

const protectionText = {
  keychain: 'protectedKeychain',
  passphrase: 'protectedPassphrase',
  sample: 'protectedSample',
} as const;

/** The workspaces of this computer, newest first. One under a passphrase asks for it. */
export function RecentList({ recent }: { readonly recent: readonly Recent[] }) {
  const t = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const enter = useEnterWorkspace();
  const open = useMutation(api.workspace.open.mutationOptions({ onSuccess: (workspace) => enter(workspace) }));
  const forget = useMutation(
    api.workspace.forget.mutationOptions({
      onSuccess: (status) => queries.setQueryData(api.workspace.status.queryKey(), status),
    }),
  );
  const [asked, setAsked] = useState<Recent | null>(null);

  if (recent.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {t('recentEmpty')}
      </Text>
    );
  }
  const start = (workspace: Recent) => {
    if (workspace.protection === 'passphrase') {
      open.reset();
      setAsked(workspace);
    } else open.mutate({ id: workspace.id });
  };
  return (
    <Stack gap="xs">
      <ul className={styles.recent}>
        {recent.map((workspace) => (
          <li key={workspace.id} className={styles.recentRow}>
            <div className={styles.recentName}>
              <Group gap="xs" wrap="nowrap">
                <Text fw={600} truncate>
                  {workspace.name}
                </Text>
                <Badge size="sm" variant="light" color="gray">
                  {t(protectionText[workspace.protection])}
                </Badge>
              </Group>
              <Text size="xs" c="dimmed" truncate title={workspace.folder}>
                {!workspace.exists
                  ? t('missingFolder')
                  : workspace.lastOpenedAt === null
                    ? t('neverOpened')
                    : t('lastOpened', { when: format.instant(workspace.lastOpenedAt) })}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              <Button
                size="xs"
                variant="default"
                aria-label={t('openNamed', { name: workspace.name })}
                disabled={!workspace.exists}
                loading={open.isPending && open.variables.id === workspace.id}
                onClick={() => start(workspace)}
              >
                {t('open')}
              </Button>
              <Tooltip label={t('forget')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('forgetNamed', { name: workspace.name })}
                  onClick={() => forget.mutate({ id: workspace.id })}
                >
                  <IconX size={16} />
                </ActionIcon>
              </Tooltip>
            </Group>
          </li>
        ))}
      </ul>
      {open.error !== null && asked === null ? <ErrorState error={open.error} /> : null}
      {forget.error === null ? null : <ErrorState error={forget.error} />}
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t('unlockTitle', { name: asked?.name ?? '' })}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        {asked === null ? null : (
          <Unlock
            error={open.error}
            pending={open.isPending}
            onCancel={() => setAsked(null)}
            onUnlock={(passphrase) => open.mutate({ id: asked.id, passphrase })}
          />
        )}
      </Modal>
    </Stack>
  );
}

type UnlockProps = {
  readonly error: unknown;
  readonly pending: boolean;
  readonly onCancel: () => void;
  readonly onUnlock: (passphrase: string) => void;
};

function Unlock({ error, pending, onCancel, onUnlock }: UnlockProps) {
  const t = useMessages(messages);
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '') onUnlock(passphrase);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <PasswordInput
          label={t('passphraseField')}
          value={passphrase}
          autoComplete="current-password"
          data-autofocus
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {error === null ? null : <ErrorState error={error} help={false} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={passphrase === ''}>
            {t('unlock')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
