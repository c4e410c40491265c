import { Menu, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconDatabaseExport } from '@tabler/icons-react';
import { fromWireError } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** Every row of the statement as a file, where the page shows only some. */
export function ExportRows({ sql }: { readonly sql: string }) {
  const t = useMessages(messages);
  const host = useHost();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const file = await host.client.sql.export({ sql, format });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) => {
      notifications.show({ title: t('exportFailed'), message: fromWireError(error).message, color: 'orange' });
    },
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDatabaseExport size={15} />}
          disabled={sql.trim() === ''}
          loading={save.isPending}
        >
          {t('exportAll')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save.mutate('csv')}>{t('exportAllCsv')}</Menu.Item>
        <Menu.Item onClick={() => save.mutate('xlsx')}>{t('exportAllXlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
