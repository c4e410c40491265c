import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type RowActionsProps = { readonly name: string; readonly onRename: () => void; readonly onRemove: () => void };

export function RowActions({ name, onRename, onRemove }: RowActionsProps) {
  const t = useMessages(messages);
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={t('rename')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('renameNamed', { name })} onClick={onRename}>
          <IconPencil size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('remove')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('removeNamed', { name })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
