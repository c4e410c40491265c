import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DragEvent } from 'react';
import type { Grant } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import type { UploadProgress } from '../../app/transport.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import styles from './table-models.module.css';

type ChooseTableProps = { readonly compact: boolean; readonly onFile: (file: Grant) => void };

/** Takes one table, by drop or by the host's dialog. */
export function ChooseTable({ compact, onFile }: ChooseTableProps) {
  const t = useMessages(messages);
  const host = useHost();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const take = useMutation({
    mutationFn: (files: File[] | null) =>
      files === null
        ? host.pickFiles({ multiple: false, onProgress: setProgress })
        : host.registerFiles(files, setProgress),
    onSuccess: ([file]) => {
      if (file !== undefined) onFile(file);
    },
    onSettled: () => setProgress(null),
  });
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) take.mutate([file]);
  };
  return (
    <>
      <Paper
        withBorder
        p={compact ? 'sm' : 'lg'}
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event: DragEvent) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Group justify="space-between" gap="lg">
          <div className={styles.words}>
            {compact ? null : <Text fw={600}>{t('drop')}</Text>}
            <Text size="sm" c="dimmed">
              {t('dropHint')}
            </Text>
          </div>
          <Button
            leftSection={<IconTable size={17} />}
            variant={compact ? 'default' : 'filled'}
            disabled={take.isPending}
            onClick={() => take.mutate(null)}
          >
            {compact ? t('another') : t('choose')}
          </Button>
        </Group>
        {progress === null ? null : (
          <Progress
            mt="sm"
            aria-label={t('sending')}
            value={progress.total === 0 ? 100 : (100 * progress.sent) / progress.total}
          />
        )}
      </Paper>
      {take.error === null ? null : <ErrorState error={take.error} />}
    </>
  );
}
