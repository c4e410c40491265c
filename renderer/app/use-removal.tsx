import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../shared/contract/index.ts';

const timeToUndo = 15_000;

type Removable = { readonly id: number; readonly name: string };

type Removal = {
  /** Of the thing, for its notice: `segment`. */
  readonly word: string;
  readonly remove: (id: number) => Promise<unknown>;
  readonly restore: (id: number) => Promise<unknown>;
  /** Asks again for what lists such things. */
  readonly refresh: () => void;
  readonly texts: {
    readonly removed: (name: string) => string;
    readonly undo: string;
    readonly failed: string;
    readonly close: string;
  };
};

/** Removes something that was saved, and offers for a while to bring it back. */
export function useRemoval<Thing extends Removable>({ word, remove, restore, refresh, texts }: Removal) {
  const failed = (error: unknown) =>
    notifications.show({
      title: texts.failed,
      message: fromWireError(error).message,
      color: 'orange',
      closeButtonProps: { 'aria-label': texts.close },
    });
  return useMutation({
    mutationFn: ({ id }: Thing) => remove(id),
    onError: failed,
    onSuccess: (_answer, { id, name }) => {
      refresh();
      // The row that had the focus is gone with its button.
      document.getElementById('content')?.focus({ preventScroll: true });
      const notice = `removed-${word}-${id}`;
      notifications.show({
        id: notice,
        autoClose: timeToUndo,
        closeButtonProps: { 'aria-label': texts.close },
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{texts.removed(name)}</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(notice);
                void restore(id).catch(failed).finally(refresh);
              }}
            >
              {texts.undo}
            </Button>
          </Group>
        ),
      });
    },
  });
}
