import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import type { ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { analysisMessages } from './messages.ts';

type SaveDialogProps = {
  /** What the button says, and the dialog is called. */
  readonly title: string;
  readonly icon: ReactNode;
  readonly children: (close: () => void) => ReactNode;
};

/** A button of an analysis that asks for a name in a dialog. */
export function SaveDialog({ title, icon, children }: SaveDialogProps) {
  const t = useMessages(analysisMessages);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" leftSection={icon} aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        {title}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={title}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {children(() => setIsAsking(false))}
      </Modal>
    </>
  );
}

/** Tells that something is saved. */
export function useSavedNotice(): (message: string) => void {
  const t = useMessages(analysisMessages);
  return useCallback(
    (message) => void notifications.show({ message, color: 'harbour', closeButtonProps: { 'aria-label': t('close') } }),
    [t],
  );
}
