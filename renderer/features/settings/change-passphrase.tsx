import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { uiMessages } from '../../ui/texts.ts';
import { settingsMessages } from './messages.ts';

const shortest = 8;
const empty = { present: '', next: '', again: '' };

/** Another passphrase for the open workspace. */
export function ChangePassphrase() {
  const t = useMessages(settingsMessages);
  const ui = useMessages(uiMessages);
  const [opened, { open, close }] = useDisclosure(false);
  const [words, setWords] = useState(empty);
  const change = useMutation(
    useApi().workspace.changePassphrase.mutationOptions({
      onSuccess: () => {
        leave();
        notifications.show({ message: t('passphraseChanged') });
      },
    }),
  );
  const leave = () => {
    close();
    setWords(empty);
    change.reset();
  };
  const differs = words.again !== '' && words.again !== words.next;
  const tooShort = words.next !== '' && words.next.length < shortest;
  const field = (name: keyof typeof empty, label: string, error: string | null) => (
    <PasswordInput
      label={label}
      error={error}
      value={words[name]}
      onChange={(event) => setWords({ ...words, [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Button variant="default" leftSection={<IconKey size={16} />} onClick={open}>
        {t('changePassphrase')}
      </Button>
      <Modal
        opened={opened}
        onClose={leave}
        title={t('changePassphrase')}
        closeButtonProps={{ 'aria-label': ui('close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ present: words.present, next: words.next });
          }}
        >
          <Stack gap="sm">
            {field('present', t('passphrasePresent'), null)}
            {field('next', t('passphraseNext'), tooShort ? t('passphraseShort', { count: shortest }) : null)}
            {field('again', t('passphraseAgain'), differs ? t('passphraseDiffers') : null)}
            {change.error === null ? null : <ErrorState error={change.error} />}
            <Group justify="flex-end">
              <Button
                type="submit"
                loading={change.isPending}
                disabled={words.present === '' || words.next.length < shortest || words.again !== words.next}
              >
                {t('changePassphrase')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
