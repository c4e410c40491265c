import { Alert, Button, Group, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { ContractOutputs } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import { useEnterWorkspace } from './use-enter.ts';

const shortestPassphrase = 8;
type Protection = 'keychain' | 'passphrase';

/** A new workspace: its name, and what protects its key. */
export function CreateForm({ keychain }: { readonly keychain: ContractOutputs['workspace']['status']['keychain'] }) {
  const t = useMessages(messages);
  const enter = useEnterWorkspace();
  const create = useMutation(
    useApi().workspace.create.mutationOptions({ onSuccess: (workspace) => enter(workspace, '/import') }),
  );
  const [name, setName] = useState('');
  const [protection, setProtection] = useState<Protection>(keychain.available ? 'keychain' : 'passphrase');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);

  const byPassphrase = protection === 'passphrase';
  const nameError = name.trim() === '' ? t('nameMissing') : null;
  const passphraseError = byPassphrase && passphrase.length < shortestPassphrase ? t('passphraseShort') : null;
  const againError = byPassphrase && passphraseError === null && passphrase !== again ? t('passphraseDifferent') : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameError !== null || passphraseError !== null || againError !== null) return;
    create.mutate({ name: name.trim(), protection, ...(byPassphrase ? { passphrase } : {}) });
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('name')}
          placeholder={t('namePlaceholder')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried ? nameError : null}
          required
        />
        <Radio.Group
          label={t('protection')}
          value={protection}
          onChange={(value) => setProtection(value === 'keychain' ? 'keychain' : 'passphrase')}
        >
          <Stack gap="xs" mt={6}>
            <Radio
              value="keychain"
              label={t('keychain')}
              description={keychain.available ? t('keychainText') : t('keychainMissing')}
              disabled={!keychain.available}
            />
            <Radio value="passphrase" label={t('passphrase')} description={t('passphraseText')} />
          </Stack>
        </Radio.Group>
        {byPassphrase ? (
          <>
            <PasswordInput
              label={t('passphraseField')}
              value={passphrase}
              autoComplete="new-password"
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              error={tried ? passphraseError : null}
              required
            />
            <PasswordInput
              label={t('passphraseAgain')}
              value={again}
              autoComplete="new-password"
              onChange={(event) => setAgain(event.currentTarget.value)}
              error={tried ? againError : null}
              required
            />
            <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
              <Text size="sm">{t('passphraseWarning')}</Text>
            </Alert>
          </>
        ) : null}
        {create.error === null ? null : <ErrorState error={create.error} />}
        <Group>
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
