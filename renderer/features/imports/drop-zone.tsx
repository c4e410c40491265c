import { Group, Progress, Stack, Text } from '@mantine/core';
import { IconClipboardText, IconFileImport, IconFolder, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { DragEvent } from 'react';
import type { Grant } from '../../../shared/contract/index.ts';
import { HoldfastError } from '../../../shared/domain/errors.ts';
import { useHost } from '../../app/client.tsx';
import type { UploadProgress } from '../../app/transport.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { entriesOf, filesOfEntries } from './dropped-files.ts';
import type { Entry } from './dropped-files.ts';
import styles from './imports.module.css';
import { isImportable } from './kinds.ts';
import { dropMessages } from './drop-messages.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { isTable, pastedName } from './pasted.ts';
import { SteadyButton } from './steady-button.tsx';

type DropZoneProps = {
  /** Small once there are files. */
  readonly compact: boolean;
  readonly onFiles: (grants: readonly Grant[]) => void;
};

type Taken =
  | { readonly from: 'dialog'; readonly directory: boolean }
  | { readonly from: 'drop'; readonly entries: readonly Entry[] | null; readonly files: readonly File[] }
  | { readonly from: 'paste'; readonly text: string };

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Takes files and folders by drop or by the host's own dialog, and tables from the clipboard; hands them over by grant. */
export function DropZone({ compact, onFiles }: DropZoneProps) {
  const t = useMessages(dropMessages);
  const format = useFormat();
  const host = useHost();
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState(0);
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const take = useMutation({
    mutationFn: async (taken: Taken) => {
      if (taken.from === 'dialog')
        return host.pickFiles({ multiple: true, directory: taken.directory, onProgress: setProgress });
      if (taken.from === 'paste') {
        const grant = await host.registerText(pastedName(pasted + 1), taken.text);
        setPasted(pasted + 1);
        return [grant];
      }
      const files = taken.entries === null ? taken.files : await filesOfEntries(taken.entries, isImportable);
      if (files.length === 0) throw new HoldfastError('invalid_input', t('dropNothing'));
      return host.registerFiles(files, setProgress);
    },
    onSuccess: (grants) => {
      if (grants.length > 0) onFiles(grants);
    },
    onSettled: () => setProgress(null),
  });
  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (isTyping(event.target) || pasting) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length > 0) take.mutate({ from: 'drop', entries: null, files });
    else if (isTable(text)) take.mutate({ from: 'paste', text });
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const entries = entriesOf(event.dataTransfer);
    const files = [...event.dataTransfer.files];
    if (entries !== null || files.length > 0) take.mutate({ from: 'drop', entries, files });
  };
  const share = progress === null || progress.total === 0 ? null : progress.sent / progress.total;
  const size = compact ? 'xs' : 'sm';
  const waiting = take.isPending && progress === null;
  return (
    <Stack gap="sm">
      <div
        className={styles.drop}
        data-hands-over
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
        {compact ? (
          <Text size="sm" c="dimmed" flex={1}>
            {over ? t('dropActive') : t('dropMore')}
          </Text>
        ) : (
          <div className={styles.dropWords}>
            <Text fw={600}>{over ? t('dropActive') : t('dropTitle')}</Text>
            <Text size="sm" c="dimmed">
              {t('dropText')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('dropKinds')}
            </Text>
          </div>
        )}
        <Group gap="xs" wrap="nowrap">
          <SteadyButton
            variant={compact ? 'default' : 'filled'}
            size={size}
            leftSection={<IconUpload size={16} />}
            isBusy={waiting}
            onPress={() => take.mutate({ from: 'dialog', directory: false })}
          >
            {compact ? t('addMore') : t('pick')}
          </SteadyButton>
          <SteadyButton
            variant="default"
            size={size}
            leftSection={<IconFolder size={16} />}
            isBlocked={waiting}
            onPress={() => take.mutate({ from: 'dialog', directory: true })}
          >
            {t('pickFolder')}
          </SteadyButton>
          <SteadyButton
            variant="default"
            size={size}
            leftSection={<IconClipboardText size={16} />}
            isBlocked={waiting}
            onPress={() => setPasting(true)}
          >
            {t('paste')}
          </SteadyButton>
        </Group>
      </div>
      {progress === null ? null : (
        <div role="status">
          <Text size="sm">
            {share === null
              ? t('uploadingIndeterminate')
              : t('uploading', {
                  percent: format.percent(share, 0),
                  sent: format.bytes(progress.sent),
                  total: format.bytes(progress.total),
                })}
          </Text>
          <Progress
            value={(share ?? 1) * 100}
            animated={share === null}
            striped={share === null}
            aria-label={t('uploadingIndeterminate')}
          />
        </div>
      )}
      {take.error === null ? null : <ErrorState error={take.error} help={false} />}
      {pasting ? (
        <PasteDialog
          onClose={() => setPasting(false)}
          onTable={(text) => {
            setPasting(false);
            take.mutate({ from: 'paste', text });
          }}
        />
      ) : null}
    </Stack>
  );
}
