import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileImport, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DragEvent } from 'react';
import type { Grant } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import type { UploadProgress } from '../../app/transport.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import styles from './imports.module.css';
import { messages } from './messages.ts';

type DropZoneProps = {
  /** Small once there are files. */
  readonly compact: boolean;
  readonly onFiles: (grants: readonly Grant[]) => void;
};

/** Takes files by drop or by the host's own dialog, and hands them over by grant. */
export function DropZone({ compact, onFiles }: DropZoneProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const host = useHost();
  const [over, setOver] = useState(false);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const take = useMutation({
    mutationFn: (dropped: readonly File[] | null) =>
      dropped === null
        ? host.pickFiles({ multiple: true, onProgress: setProgress })
        : host.registerFiles(dropped, setProgress),
    onSuccess: (grants) => {
      if (grants.length > 0) onFiles(grants);
    },
    onSettled: () => setProgress(null),
  });
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) take.mutate(files);
  };
  const share = progress === null || progress.total === 0 ? null : progress.sent / progress.total;
  return (
    <Stack gap="sm">
      <div
        className={styles.drop}
        data-over={over || undefined}
        data-compact={compact || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        {compact ? null : <IconFileImport size={34} stroke={1.4} aria-hidden="true" />}
        {compact ? null : (
          <div>
            <Text fw={600}>{over ? t('dropActive') : t('dropTitle')}</Text>
            <Text size="sm" c="dimmed">
              {t('dropText')}
            </Text>
          </div>
        )}
        <Group gap="sm">
          <Button
            variant={compact ? 'default' : 'filled'}
            size={compact ? 'xs' : 'sm'}
            leftSection={<IconUpload size={16} />}
            loading={take.isPending && progress === null}
            onClick={() => take.mutate(null)}
          >
            {compact ? t('addMore') : t('pick')}
          </Button>
          {compact ? (
            <Text size="sm" c="dimmed">
              {over ? t('dropActive') : t('dropTitle')}
            </Text>
          ) : null}
        </Group>
      </div>
      {progress === null ? null : (
        <div role="status">
          <Text size="sm">
            {share === null ? t('uploadingIndeterminate') : t('uploading', { percent: format.percent(share, 0) })}
          </Text>
          <Progress
            value={(share ?? 1) * 100}
            animated={share === null}
            striped={share === null}
            aria-label={t('uploadingIndeterminate')}
          />
        </div>
      )}
      {take.error === null ? null : <ErrorState error={take.error} />}
    </Stack>
  );
}
