import { Button, Card, Center, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import type { OpenWorkspace } from '../../shared/contract/index.ts';
import { useMessages } from '../ui/messages.ts';
import { ErrorState } from '../ui/states.tsx';
import { useApi } from './client.tsx';
import { appMessages } from './messages.ts';

/** Asks for the passphrase of a locked workspace; where the key is in the keychain, only for a click. */
export function UnlockScreen({ workspace }: { readonly workspace: OpenWorkspace }) {
  const t = useMessages(appMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useMutation(api.workspace.unlock.mutationOptions({ onSuccess: () => queries.invalidateQueries() }));
  const asks = workspace.protection === 'passphrase';
  return (
    <Center mih="70vh">
      <Card withBorder w={420} padding="xl">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            unlock.mutate(asks ? { passphrase } : {});
          }}
        >
          <Stack>
            <IconLock size={28} stroke={1.5} aria-hidden="true" />
            <Title order={1} size="h2">
              {t('unlock.title', { name: workspace.name })}
            </Title>
            <Text c="dimmed" size="sm">
              {asks ? t('unlock.passphrase') : t('unlock.keychain')}
            </Text>
            {asks ? (
              <PasswordInput
                label={t('unlock.label')}
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
                autoComplete="off"
                data-autofocus
                autoFocus
              />
            ) : null}
            {unlock.error === null ? null : <ErrorState error={unlock.error} help={false} />}
            <Button type="submit" loading={unlock.isPending} disabled={asks && passphrase === ''}>
              {t('unlock.action')}
            </Button>
            <Button component={Link} to="/welcome" variant="subtle" color="gray">
              {t('unlock.other')}
            </Button>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
