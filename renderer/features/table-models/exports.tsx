import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { useSave } from './use-save.ts';

const files = ['report-html', 'report-md', 'predictions', 'onnx', 'json'] as const;

/** The result as files. */
export function Exports({ jobId }: { readonly jobId: number }) {
  const t = useMessages(messages);
  const save = useSave(jobId);
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
