import { Alert, Button, Group, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { personalColumns, protectPersonal } from './mapping-edit.ts';
import { messages } from './messages.ts';

type PersonalBarProps = {
  readonly preview: FilePreview;
  readonly mapping: FileMapping;
  readonly onMapping: (mapping: FileMapping) => void;
};

/** Columns that tell of persons and would be stored as they stand, with the two ways of working without them. */
export function PersonalBar({ preview, mapping, onMapping }: PersonalBarProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const columns = personalColumns(mapping, preview.columns);
  if (columns.length === 0) return null;
  return (
    <Alert variant="light" color="orange" icon={<IconEyeOff size={18} />} py="xs">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex={1} miw={260}>
          {t('personalFound', { count: columns.length, columns: format.list(columns) })}
        </Text>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onMapping(protectPersonal(mapping, preview.columns, 'pseudonym'))}
          >
            {t('pseudonymiseAll')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onMapping(protectPersonal(mapping, preview.columns, 'leave-out'))}
          >
            {t('leaveOutAll')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
