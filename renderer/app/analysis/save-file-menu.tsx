import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { Grant } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { useHost } from '../client.tsx';
import { analysisMessages } from './messages.ts';

type SaveFileMenuProps = {
  /** What is saved, where "Export" alone would not say it. */
  readonly label?: string;
  /** Lets the engine write the file. */
  readonly make: (format: 'csv' | 'xlsx') => Promise<Grant>;
  /** The side of the button on which the menu opens. */
  readonly side?: 'start' | 'end';
};

/** Saves a list that the engine writes as a whole, because the page holds only a part of it. */
export function SaveFileMenu({ label, make, side = 'end' }: SaveFileMenuProps) {
  const t = useMessages(analysisMessages);
  const host = useHost();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const file = await make(format);
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) => {
      notifications.show({
        title: t('exportFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      });
    },
  });
  return (
    <Menu position={`bottom-${side}`} shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={15} />} loading={save.isPending}>
          {label ?? t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save.mutate('csv')}>{t('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => save.mutate('xlsx')}>{t('exportXlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
