import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { TopAnswer } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { NameForm } from '../../ui/name-form.tsx';
import { messages } from './messages.ts';
import { topMessages } from './top-messages.ts';

/** Keeps the list as it is now, as a static segment. */
export function SaveTop({ answer: { rows, asOf } }: { readonly answer: TopAnswer }) {
  const t = useMessages(topMessages);
  const m = useMessages(messages);
  const format = useFormat();
  const api = useApi();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const save = useMutation(
    api.segments.save.mutationOptions({
      onSuccess: (segment) => {
        setIsOpen(false);
        notifications.show({
          message: t('top.segmentSaved', { name: segment.name, count: segment.members ?? 0 }),
          closeButtonProps: { 'aria-label': m('close') },
        });
      },
    }),
  );
  const open = (): void => {
    save.reset();
    setName(t('top.segmentName', { count: rows.length, day: format.day(asOf) }));
    setIsOpen(true);
  };
  const values = rows.map(({ id }) => id);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUsersGroup size={15} />}
        disabled={rows.length === 0}
        onClick={open}
      >
        {t('top.segment')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('top.segment')}
        closeButtonProps={{ 'aria-label': m('close') }}
      >
        <NameForm
          texts={{ name: t('top.segmentLabel'), save: m('save'), cancel: m('cancel') }}
          name={name}
          onName={setName}
          error={save.error}
          isSaving={save.isPending}
          onSave={(wanted) =>
            save.mutate({
              name: wanted,
              kind: 'static',
              from: {
                rule: {
                  combinator: 'and',
                  not: false,
                  rules: [{ on: 'attribute', key: 'id', operator: 'is', values }],
                },
              },
            })
          }
          onCancel={() => setIsOpen(false)}
        />
      </Modal>
    </>
  );
}
