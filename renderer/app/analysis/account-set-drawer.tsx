import { Drawer, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { AccountList } from '../account-list.tsx';
import { useApi, useHost } from '../client.tsx';
import { analysisMessages } from './messages.ts';
import { SaveFileMenu } from './save-file-menu.tsx';
import { SaveSegment } from './save-segment.tsx';

type AccountSetDrawerProps = {
  /** Null: closed. */
  readonly set: AccountSet | null;
  readonly title: string;
  /** The rule in words, or a switch between the sides of a number. */
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
};

/** The accounts behind a number of an analysis; each leads to its page, all of them to a file or a segment. */
export function AccountSetDrawer({ set, title, subtitle, onClose }: AccountSetDrawerProps) {
  const t = useMessages(analysisMessages);
  return (
    <Drawer
      opened={set !== null}
      onClose={onClose}
      position="right"
      size={640}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {set === null ? null : (
        <Stack gap="sm">
          {subtitle === undefined ? null : (
            <Text size="sm" c="dimmed" component="div">
              {subtitle}
            </Text>
          )}
          <Group gap="xs">
            <SaveSegment set={set} title={title} />
            <ExportAccounts set={set} />
          </Group>
          <AccountSetList set={set} label={title} />
        </Stack>
      )}
    </Drawer>
  );
}

/** The list alone, for pages that show it in their own place. */
export function AccountSetList({
  set,
  label,
  height = 'calc(100vh - 230px)',
  isNarrow = false,
}: {
  readonly set: AccountSet;
  readonly label: string;
  readonly height?: string | number;
  readonly isNarrow?: boolean;
}) {
  const api = useApi();
  const { client } = useHost();
  const pages = useMemo(
    () => ({
      queryKey: api.accountSets.list.key({ input: { set } }),
      load: (cursor: string | null, signal: AbortSignal) => client.accountSets.list({ set, cursor }, { signal }),
    }),
    [api, client, set],
  );
  return <AccountList pages={pages} label={label} height={height} isNarrow={isNarrow} />;
}

function ExportAccounts({ set }: { readonly set: AccountSet }) {
  const { client } = useHost();
  return <SaveFileMenu side="start" make={(format) => client.accountSets.export({ set, format })} />;
}
