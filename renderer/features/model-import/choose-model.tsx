import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DragEvent } from 'react';
import type { Grant } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import type { UploadProgress } from '../../app/transport.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import styles from './model-import.module.css';

type ChooseModelProps = { readonly compact: boolean; readonly onFiles: (files: readonly Grant[]) => void };

/** Takes a model file, or several that belong together, by drop or by the host's dialog. */
export function ChooseModel({ compact, onFiles }: ChooseModelProps) {
  const t = useMessages(messages);
  const host = useHost();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const take = useMutation({
    mutationFn: (files: File[] | null) =>
      files === null
        ? host.pickFiles({ multiple: true, directory: false, onProgress: setProgress })
        : host.registerFiles(files, setProgress),
    onSuccess: (grants) => {
      if (grants.length > 0) onFiles(grants);
    },
    onSettled: () => setProgress(null),
  });
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) take.mutate(files);
  };
  const button = (
    <Button
      leftSection={<IconFileImport size={17} />}
      variant={compact ? 'default' : 'filled'}
      disabled={take.isPending}
      onClick={() => take.mutate(null)}
    >
      {compact ? t('another') : t('choose')}
    </Button>
  );
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
          {button}
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
