import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useHotkeys } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../shared/contract/index.ts';
import type { LocalChange } from '../../shared/contract/index.ts';
import { useLanguage, useMessages } from '../ui/messages.ts';
import { uiMessages } from '../ui/texts.ts';
import { useApi } from './client.tsx';
import { appMessages } from './messages.ts';

const timeToUndo = 12_000;
/** One notice at a time: the newest change is the one that is undone first. */
const notice = 'local-change';

/**
 * Takes back and does again what people change by hand, and says what it did.
 * @param onUndone what the page does when this undo took something back
 */
export function useUndo(onUndone?: (change: LocalChange) => void) {
  const t = useMessages(appMessages);
  const ui = useMessages(uiMessages);
  const language = useLanguage();
  const api = useApi();
  const closeButtonProps = { 'aria-label': ui('close') };
  const onError = (error: unknown) =>
    notifications.show({ id: notice, message: fromWireError(error).message, color: 'orange', closeButtonProps });
  const say = (words: string, action: { label: string; run: () => void }) => {
    notifications.hide(notice);
    notifications.show({
      id: notice,
      autoClose: timeToUndo,
      closeButtonProps,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{words}</Text>
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(notice);
              action.run();
            }}
          >
            {action.label}
          </Button>
        </Group>
      ),
    });
  };
  const undo = useMutation(
    api.changes.undo.mutationOptions({
      onError,
      onSuccess: (change) => {
        say(t('change.undone', { change: change.title[language] }), {
          label: t('change.redo'),
          run: () => redo.mutate({ id: change.id }),
        });
        onUndone?.(change);
      },
    }),
  );
  const redo = useMutation(
    api.changes.redo.mutationOptions({
      onError,
      onSuccess: (change) => told(change),
    }),
  );
  /** Says what was changed, and offers for a while to take it back. */
  const told = ({ id, title }: LocalChange): void =>
    say(title[language], { label: t('change.undo'), run: () => undo.mutate({ id }) });
  return { told, undo: () => undo.mutate({}), redo: () => redo.mutate({}) };
}

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y), everywhere but in fields that have an undo of their own. */
export function UndoKeys() {
  const { undo, redo } = useUndo();
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
  ]);
  return null;
}
