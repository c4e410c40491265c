import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTableShortcut } from '@tabler/icons-react';
import { useMessages } from '../../ui/messages.ts';
import { accountsMessages } from './messages.ts';

/** Opens the rows that a reason was made of. */
export function RowsButton({ of, onClick }: { readonly of: string; readonly onClick: () => void }) {
  const t = useMessages(accountsMessages);
  return (
    <Tooltip label={t('why.rows')} withArrow>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="xs"
        ml={6}
        style={{ verticalAlign: '-3px' }}
        aria-label={`${t('why.rows')}: ${of}`}
        onClick={onClick}
      >
        <IconTableShortcut size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
