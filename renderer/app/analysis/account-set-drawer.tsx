import { Button, Drawer, Group, Menu, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { fromWireError } from '../../../shared/contract/index.ts';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { AccountList } from '../account-list.tsx';
import { useApi, useHost } from '../client.tsx';
import { analysisMessages } from './messages.ts';

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
}: {
  readonly set: AccountSet;
  readonly label: string;
  readonly height?: string | number;
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
  return <AccountList pages={pages} label={label} height={height} />;
}

function ExportAccounts({ set }: { readonly set: AccountSet }) {
  const t = useMessages(analysisMessages);
  const host = useHost();
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      const file = await host.client.accountSets.export({ set, format });
      await host.saveExport(file.grant, file.name);
    },
    onError: (error) => {
      notifications.show({
        title: t('exportFailed'),
        message: fromWireError(error).message,
        color: 'orange',
        closeButtonProps: { 'aria-label': t('close') },
      });
    },
  });
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={15} />} loading={save.isPending}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save.mutate('csv')}>{t('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => save.mutate('xlsx')}>{t('exportXlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Saves the accounts behind a number as a segment: asked anew with the data, or as they are now. */
export function SaveSegment({ set, title }: { readonly set: AccountSet; readonly title: string }) {
  const t = useMessages(analysisMessages);
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUsersGroup size={15} />}
        aria-haspopup="dialog"
        onClick={() => setIsAsking(true)}
      >
        {t('saveSegment')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('saveSegment')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <SegmentForm set={set} title={title} onDone={() => setIsAsking(false)} />
      </Modal>
    </>
  );
}

function SegmentForm({
  set,
  title,
  onDone,
}: {
  readonly set: AccountSet;
  readonly title: string;
  readonly onDone: () => void;
}) {
  const t = useMessages(analysisMessages);
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState(title.slice(0, 120));
  const [kind, setKind] = useState<'live' | 'static'>('live');
  const save = useMutation(
    api.segments.save.mutationOptions({
      onSuccess: (segment) => {
        void queries.invalidateQueries({ queryKey: api.segments.key() });
        notifications.show({
          message: t('segmentSaved', { name: segment.name }),
          color: 'harbour',
          closeButtonProps: { 'aria-label': t('close') },
        });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate({ name: name.trim(), kind, from: { set } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t('segmentName')}
          data-autofocus
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t('segmentKind')}
          value={kind}
          onChange={(chosen) => setKind(chosen === 'static' ? 'static' : 'live')}
          data={[
            { value: 'live', label: t('segmentLive') },
            { value: 'static', label: t('segmentStatic') },
          ]}
        />
        <Text size="sm" c="dimmed" role="status">
          {t(kind === 'live' ? 'segmentLiveHelp' : 'segmentStaticHelp')}
        </Text>
        {save.error === null ? null : <ErrorState error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
