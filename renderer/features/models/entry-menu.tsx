import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { RegistryEntry } from '../../../shared/contract/index.ts';
import { useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import type { Asked } from './reason-dialog.tsx';
import { registryMessages } from './registry-messages.ts';

type EntryMenuProps = {
  readonly entry: RegistryEntry;
  readonly hasChampion: boolean;
  readonly busy: boolean;
  readonly onOpen: () => void;
  readonly onCompare: () => void;
  readonly onRename: () => void;
  readonly onAsk: (asked: Asked) => void;
};

/** What can be done with one model. */
export function EntryMenu({ entry, hasChampion, busy, onOpen, onCompare, onRename, onAsk }: EntryMenuProps) {
  const t = useMessages(registryMessages);
  const { client } = useHost();
  const { id, name, status, inUse } = entry;
  const isOwn = status !== 'baseline';
  const waits = isOwn && status !== 'champion';
  const ask = (
    verb: 'promote' | 'retire' | 'remove',
    text: string,
    run: (reason: string) => Promise<unknown>,
    isEnabled = true,
  ) => (
    <Menu.Item
      disabled={!isEnabled}
      onClick={() =>
        onAsk({ title: t(`${verb}Title`, { name }), text, act: t(`${verb}Do`), needsReason: verb !== 'remove', run })
      }
    >
      {t(verb)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actionsOf', { name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onOpen}>{t('open')}</Menu.Item>
        {waits ? (
          <Menu.Item disabled={busy || !hasChampion} onClick={onCompare}>
            {t('compare')}
          </Menu.Item>
        ) : null}
        {waits ? ask('promote', t('promoteText'), (reason) => client.models.promote({ id, reason }), !busy) : null}
        {isOwn && status !== 'retired'
          ? ask('retire', inUse ? t('retireText') : t('retireTextWaiting'), (reason) =>
              client.models.retire({ id, reason }),
            )
          : null}
        {isOwn ? <Menu.Item onClick={onRename}>{t('rename')}</Menu.Item> : null}
        {isOwn && !inUse ? ask('remove', t('removeText'), () => client.models.remove({ id })) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
