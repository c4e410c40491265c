import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import { DueField, useToday } from '../../app/account-parts/due-field.tsx';
import { useHost } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { queueMessages } from './queue-messages.ts';
import type { toQueueAsk } from './queue-view.ts';

/** As many as one call takes. */
const most = 1_000;
const usual = 20;

type GiveTasksProps = { readonly ask: ReturnType<typeof toQueueAsk>; readonly total: number };

/** A task for each of the first accounts of the list, given out by the rule of assignment. */
export function GiveTasks({ ask, total }: GiveTasksProps) {
  const t = useMessages(queueMessages);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChecklist size={14} />}
        disabled={total === 0}
        onClick={() => setIsOpen(true)}
      >
        {t('give')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('giveTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <GiveForm ask={ask} total={total} onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

function GiveForm({ ask, total, onClose }: GiveTasksProps & { readonly onClose: () => void }) {
  const t = useMessages(queueMessages);
  const { client } = useHost();
  const { told } = useUndo();
  const today = useToday();
  const [title, setTitle] = useState('');
  const [due, setDue] = useState<string | null>(today);
  const [wanted, setWanted] = useState(Math.min(total, usual));
  const count = Math.min(wanted, total, most);
  const give = useMutation({
    mutationFn: async () => {
      const accountIds: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof client.accounts.queue>> = await client.accounts.queue({
          ...ask,
          cursor,
          limit: Math.min(500, count - accountIds.length),
        });
        accountIds.push(...page.rows.map((row) => row.id));
        cursor = page.next;
      } while (cursor !== null && accountIds.length < count);
      return client.tasks.assign({ accountIds, title: title.trim(), due });
    },
    onSuccess: ({ change }) => {
      told(change);
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '' && count > 0) give.mutate();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('giveWhat')}
          data-autofocus
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={t('giveCount')}
            w={120}
            min={1}
            max={Math.min(total, most)}
            allowDecimal={false}
            value={wanted}
            onChange={(value) => setWanted(typeof value === 'number' ? value : 0)}
          />
          <DueField label={t('giveDue')} due={due} onDue={setDue} />
        </Group>
        <Text size="sm">{t('giveText', { count })}</Text>
        <Text size="sm" c="dimmed">
          {t('giveRule')}
        </Text>
        {give.error === null ? null : <ErrorState error={give.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={title.trim() === '' || count < 1} loading={give.isPending}>
            {t('giveAction', { count })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
