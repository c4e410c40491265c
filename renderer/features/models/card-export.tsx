import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { registryMessages } from './registry-messages.ts';

/** Saves the model card as a file. */
export function CardExport({ id }: { readonly id: string }) {
  const t = useMessages(registryMessages);
  const language = useLanguage();
  const host = useHost();
  const save = useMutation({
    mutationFn: async (format: 'md' | 'json') => {
      const file = await host.client.models.exportCard({ id, format, language });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) =>
      notifications.show({
        title: t('exportFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      }),
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          miw="max-content"
          leftSection={<IconDownload size={15} />}
          loading={save.isPending}
        >
          {t('exportCard')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save.mutate('md')}>{t('exportMd')}</Menu.Item>
        <Menu.Item onClick={() => save.mutate('json')}>{t('exportJson')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
