import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DragEvent, ReactNode } from 'react';
import type { Grant } from '../../shared/contract/index.ts';
import { ErrorState } from '../ui/states.tsx';
import styles from './choose-files.module.css';
import { useHost } from './client.tsx';
import type { UploadProgress } from './transport.ts';

type ChooseFilesProps = {
  /** Files are chosen already: others may be taken instead. */
  readonly compact: boolean;
  /** Several that belong together, or the first alone. */
  readonly multiple: boolean;
  readonly icon: ReactNode;
  readonly words: Readonly<Record<'drop' | 'dropHint' | 'choose' | 'another' | 'sending', string>>;
  readonly onFiles: (files: readonly [Grant, ...Grant[]]) => void;
};

/** Takes files by drop or by the host's dialog. */
export function ChooseFiles({ compact, multiple, icon, words, onFiles }: ChooseFilesProps) {
  const host = useHost();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const take = useMutation({
    mutationFn: (files: File[] | null) =>
      files === null
        ? host.pickFiles({ multiple, directory: false, onProgress: setProgress })
        : host.registerFiles(files, setProgress),
    onSuccess: ([first, ...others]) => {
      if (first !== undefined) onFiles([first, ...others]);
    },
    onSettled: () => setProgress(null),
  });
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files].slice(0, multiple ? undefined : 1);
    if (files.length > 0) take.mutate(files);
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
            {compact ? null : <Text fw={600}>{words.drop}</Text>}
            <Text size="sm" c="dimmed">
              {words.dropHint}
            </Text>
          </div>
          <Button
            leftSection={icon}
            variant={compact ? 'default' : 'filled'}
            disabled={take.isPending}
            onClick={() => take.mutate(null)}
          >
            {compact ? words.another : words.choose}
          </Button>
        </Group>
        {progress === null ? null : (
          <Progress
            mt="sm"
            aria-label={words.sending}
            value={progress.total === 0 ? 100 : (100 * progress.sent) / progress.total}
          />
        )}
      </Paper>
      {take.error === null ? null : <ErrorState error={take.error} />}
    </>
  );
}
