import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconDots, IconDownload, IconListDetails, IconPencil, IconTextSize, IconTrash } from '@tabler/icons-react';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { Segment } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type RowActionsProps = {
  readonly segment: Segment;
  readonly onEdit: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
};

export function RowActions({ segment, onEdit, onRename, onRemove }: RowActionsProps) {
  const t = useMessages(messages);
  const host = useHost();
  const { name } = segment;
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const file = await host.client.segments.export({ id: segment.id, format });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) =>
      notifications.show({
        title: t('failed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      }),
  });
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={t('edit')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('editNamed', { name })} onClick={onEdit}>
          <IconPencil size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('remove')}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('removeNamed', { name })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('moreNamed', { name })} loading={save.isPending}>
            <IconDots size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTextSize size={15} />} onClick={onRename}>
            {t('rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconListDetails size={15} />}
            component={Link}
            {...({ to: '/queue', search: { inSegment: segment.id } } as object)}
          >
            {t('inQueue')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => save.mutate('csv')}>
            {t('exportCsv')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => save.mutate('xlsx')}>
            {t('exportXlsx')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
