import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { fromWireError } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

const files = ['report-html', 'report-md', 'predictions', 'onnx', 'json'] as const;

/** The result as files. */
export function Exports({ jobId }: { readonly jobId: number }) {
  const t = useMessages(messages);
  const host = useHost();
  const language = useLanguage();
  const save = useMutation({
    mutationFn: async (what: (typeof files)[number]) => {
      const file = await host.client.tableModels.export({ jobId, what, language });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) =>
      notifications.show({
        title: t('saveFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      }),
  });
  return (
    <Group gap="xs" role="group" aria-label={t('save')}>
      {files.map((what, place) => (
        <Button
          key={what}
          size="compact-md"
          variant={place === 0 ? 'filled' : 'default'}
          leftSection={<IconDownload size={15} />}
          loading={save.isPending && save.variables === what}
          onClick={() => save.mutate(what)}
        >
          {t(`save_${what}`)}
        </Button>
      ))}
    </Group>
  );
}
