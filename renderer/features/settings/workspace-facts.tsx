import { Alert, Button, Code, Group, List, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IconDeviceFloppy, IconShieldCheck } from '@tabler/icons-react';
import type { OpenWorkspace } from '../../../shared/contract/index.ts';
import { tableNames, tables } from '../../../shared/domain/tables.ts';
import { useApi } from '../../app/client.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { useJob } from '../../app/jobs.tsx';
import { useFormat } from '../../ui/format.ts';
import { useLanguage, useMessages } from '../../ui/messages.ts';
import { Empty, ErrorState } from '../../ui/states.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { settingsMessages } from './messages.ts';

/** Where the open workspace is, what it holds, and how to check it and back it up. */
export function WorkspaceFacts({ open }: { readonly open: OpenWorkspace | null }) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const language = useLanguage();
  if (open === null) {
    return (
      <Empty
        title={t('noWorkspace')}
        text={t('noWorkspaceText')}
        action={
          <Button component={Link} to="/welcome">
            {t('noWorkspaceAction')}
          </Button>
        }
      />
    );
  }
  const rows: (readonly [string, ReactNode])[] = [
    [t('name'), open.name],
    [t('folder'), <Code key="folder">{open.folder}</Code>],
    [t('protection'), t(`protection.${open.protection}`)],
    [t('dataUntil'), format.instant(open.dataUntil)],
    [t('dataVersion'), format.integer(open.dataVersion)],
    [t('schemaVersion'), String(open.schemaVersion)],
  ];
  const counts = tableNames.filter((table) => (open.counts?.[table] ?? 0) > 0);
  return (
    <Stack gap="md">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th w={180} c="dimmed" fw={500} scope="row">
                {label}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
          {counts.map((table) => (
            <Table.Tr key={table}>
              <Table.Th c="dimmed" fw={500} scope="row">
                {tables[table].label[language]}
              </Table.Th>
              <Table.Td style={{ fontVariantNumeric: 'tabular-nums' }}>
                {format.integer(open.counts?.[table] ?? 0)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        {t('folderHint')}
      </Text>
      {open.locked ? null : <Care hasPassphrase={open.protection === 'passphrase'} />}
    </Stack>
  );
}

function Care({ hasPassphrase }: { readonly hasPassphrase: boolean }) {
  const t = useMessages(settingsMessages);
  const format = useFormat();
  const api = useApi();
  const check = useMutation(api.workspace.checkIntegrity.mutationOptions());
  const backUp = useMutation(api.workspace.backUp.mutationOptions());
  const job = useJob(backUp.data?.jobId ?? null);
  const error = check.error ?? backUp.error;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} />}
          loading={check.isPending}
          onClick={() => check.mutate(undefined)}
        >
          {t('integrity')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} />}
          loading={backUp.isPending}
          onClick={() => backUp.mutate(undefined)}
        >
          {t('backUp')}
        </Button>
        {hasPassphrase ? <ChangePassphrase /> : null}
      </Group>
      {error === null ? null : <ErrorState error={error} />}
      {check.data === undefined ? null : check.data.ok ? (
        <Alert color="harbour" variant="light" role="status">
          {t('integrityOk', { when: format.instant(check.data.checkedAt) })}
        </Alert>
      ) : (
        <Alert
          color="orange"
          variant="light"
          role="alert"
          title={t('integrityBad', { count: check.data.problems.length })}
        >
          <List size="sm">
            {check.data.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {job === undefined ? null : <JobProgress job={job} titled />}
    </Stack>
  );
}
