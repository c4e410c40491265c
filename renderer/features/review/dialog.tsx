import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly error: unknown;
  readonly children: ReactNode;
};

/** A question about one account; it is there and gone at once, since fifty of them are to be answered in ten minutes. */
export function Dialog({ title, onClose, error, children }: DialogProps) {
  const t = useMessages(messages);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<span data-private>{title}</span>}
      size={440}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        {error === null ? null : <ErrorState error={error} help={false} />}
        {children}
      </Stack>
    </Modal>
  );
}

type FormProps = {
  readonly confirm: string;
  readonly hint?: string;
  readonly isReady?: boolean;
  readonly isSaving: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Fields and their two ways out; Enter in a field confirms. */
export function DialogForm({ confirm, hint, isReady = true, isSaving, onConfirm, onClose, children }: FormProps) {
  const t = useMessages(messages);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !isSaving) onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={isSaving}>
              {confirm}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

type NumberedProps = {
  readonly options: readonly { readonly key: string; readonly label: string; readonly note?: string | undefined }[];
  readonly isSaving: boolean;
  readonly onChoose: (key: string) => void;
};

/** Answers with a number key each; the first has the focus. */
export function Numbered({ options, isSaving, onChoose }: NumberedProps) {
  useWindowEvent('keydown', (event) => {
    const option = /^[1-9]$/.test(event.key) ? options[Number(event.key) - 1] : undefined;
    if (option === undefined || isSaving || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose(option.key);
  });
  return (
    <Stack gap={6}>
      {options.map(({ key, label, note }, index) => (
        <Button
          key={key}
          variant="default"
          justify="flex-start"
          disabled={isSaving}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          leftSection={
            <Text span size="sm" c="dimmed" w={14}>
              {index + 1}
            </Text>
          }
          onClick={() => onChoose(key)}
        >
          {label}
          {note === undefined ? null : (
            <Text span size="sm" c="dimmed" ml={8}>
              {note}
            </Text>
          )}
        </Button>
      ))}
    </Stack>
  );
}
