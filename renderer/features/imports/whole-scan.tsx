import { Button, Group, Progress, Text } from '@mantine/core';
import { IconFileSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { FilePreview } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { previewInput } from './draft.ts';
import type { Decisions } from './draft.ts';
import { messages } from './messages.ts';

type WholeScanProps = {
  readonly preview: FilePreview;
  readonly decisions: Decisions;
  readonly onScanned: (previews: readonly FilePreview[]) => void;
};

/** Has all of a file read, where its beginning leaves something open. Can be stopped at any time. */
export function WholeScan({ preview, decisions, onScanned }: WholeScanProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { client } = useHost();
  const running = useRef<AbortController | null>(null);
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => () => running.current?.abort(), []);

  const read = async () => {
    const controller = new AbortController();
    running.current = controller;
    setReading(true);
    setError(null);
    try {
      const input = previewInput(preview.grant, decisions);
      const found = await client.imports.preview({ ...input, scan: true }, { signal: controller.signal });
      if (!controller.signal.aborted) onScanned(found);
    } catch (failure) {
      if (!controller.signal.aborted && fromWireError(failure).code !== 'cancelled') setError(failure);
    } finally {
      if (running.current === controller) setReading(false);
    }
  };
  if (preview.isWhole) return null;
  if (error !== null) return <ErrorState error={error} onRetry={() => void read()} />;
  return (
    <div>
      <Group gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {isReading
            ? t('scanning', { size: format.bytes(preview.size) })
            : t('sampleOnly', { count: preview.sampledRows, n: format.integer(preview.sampledRows) })}
        </Text>
        {isReading ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} />}
            onClick={() => {
              running.current?.abort();
              setReading(false);
            }}
          >
            {t('scanStop')}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="light"
            leftSection={<IconFileSearch size={15} />}
            onClick={() => void read()}
          >
            {t('scan')}
          </Button>
        )}
      </Group>
      {isReading ? <Progress mt={6} value={100} animated striped size="sm" aria-label={t('scan')} /> : null}
    </div>
  );
}
