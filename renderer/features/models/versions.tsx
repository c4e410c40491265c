import { Badge, Button, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelTarget, RegistryEntry } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { RenameDialog } from '../../ui/rename-dialog.tsx';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { EntryMenu } from './entry-menu.tsx';
import { History } from './history.tsx';
import { messages } from './messages.ts';
import styles from './models.module.css';
import { useMeasured } from './origins.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { Asked } from './reason-dialog.tsx';
import { registryMessages } from './registry-messages.ts';
import type { Runs } from './runs.tsx';
import { SideBySide } from './side-by-side.tsx';

type VersionsProps = {
  readonly target: ModelTarget;
  /** The model whose card is shown. */
  readonly shown: string;
  readonly onShow: (id: string) => void;
  readonly runs: Runs;
};

/** All models of a target: which is in use, how they compare, and what people decided. */
export function Versions({ target, shown, onShow, runs }: VersionsProps) {
  const query = useQuery(useApi().models.registry.queryOptions({ input: { target } }));
  return (
    <QueryView query={query} skeleton="table">
      {(entries) => <VersionsTable entries={entries} target={target} shown={shown} onShow={onShow} runs={runs} />}
    </QueryView>
  );
}

type TableProps = VersionsProps & { readonly entries: readonly RegistryEntry[] };

function VersionsTable({ entries, target, shown, onShow, runs }: TableProps) {
  const t = useMessages(registryMessages);
  const words = useMessages(messages);
  const format = useFormat();
  const measured = useMeasured();
  const { client } = useHost();
  const compare = useMutation(useApi().models.compare.mutationOptions({ onSuccess: runs.follow }));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [renamed, setRenamed] = useState<RegistryEntry | null>(null);
  const inUse = entries.find((entry) => entry.inUse);
  const champion = entries.find((entry) => entry.status === 'champion');
  const beside =
    entries.find((entry) => entry.id === shown && !entry.inUse) ??
    entries.find((entry) => entry.status === 'challenger');
  return (
    <Stack gap="lg">
      <Paper withBorder bg="var(--holdfast-surface)" p="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <div>
            <Title order={2}>{t('versions')}</Title>
            <Text size="sm" c="dimmed" mb="sm" maw={760}>
              {t('versionsText')}
            </Text>
          </div>
          {champion === undefined ? null : (
            <Button
              size="xs"
              variant="default"
              miw="max-content"
              leftSection={<IconArrowBackUp size={15} />}
              disabled={runs.busy}
              onClick={() =>
                setAsked({
                  title: t('rollBackTitle'),
                  text: t('rollBackText'),
                  act: t('rollBackDo'),
                  needsReason: true,
                  run: (reason) => client.models.rollBack({ target, reason }),
                })
              }
            >
              {t('rollBack')}
            </Button>
          )}
        </Group>
        {compare.error === null ? null : <ErrorState error={compare.error} />}
        <div className={styles.scroller}>
          <Table miw={860} className={styles.figures}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('model')}</Table.Th>
                <Table.Th scope="col">{t('status')}</Table.Th>
                <Table.Th scope="col">{t('learnedUntil')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('prAuc')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('auc')}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t('slope')}
                </Table.Th>
                <Table.Th scope="col" w={50} aria-label={t('actions')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map((entry) => (
                <Table.Tr key={entry.id} aria-current={entry.id === shown ? 'true' : undefined}>
                  <Table.Th scope="row" fw={entry.id === shown ? 700 : 500}>
                    {entry.name}
                    <Text size="xs" c="dimmed" fw={400}>
                      {words(`kind_${entry.kind}`)} · {t(`origin_${entry.origin}`)} · {format.instant(entry.createdAt)}
                    </Text>
                  </Table.Th>
                  <Table.Td>
                    <Badge color={entry.inUse ? 'harbour' : 'gray'} variant="light" miw="max-content">
                      {words(`status_${entry.status}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>{format.day(entry.learnedUntil)}</Table.Td>
                  <Table.Td ta="right">{measured(entry.prAuc)}</Table.Td>
                  <Table.Td ta="right">{measured(entry.auc)}</Table.Td>
                  <Table.Td ta="right">{format.decimal(entry.calibrationSlope, 2)}</Table.Td>
                  <Table.Td>
                    <EntryMenu
                      entry={entry}
                      hasChampion={champion !== undefined}
                      busy={runs.busy}
                      onOpen={() => onShow(entry.id)}
                      onCompare={() => compare.mutate({ id: entry.id })}
                      onRename={() => setRenamed(entry)}
                      onAsk={setAsked}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Paper>
      {inUse !== undefined && beside !== undefined ? <SideBySide champion={inUse} challenger={beside} /> : null}
      <History target={target} />
      <ReasonDialog asked={asked} onClose={() => setAsked(null)} />
      <RenameDialog
        name={renamed?.name ?? null}
        texts={{
          title: t('renameTitle'),
          name: t('name'),
          rename: t('rename'),
          cancel: t('cancel'),
          close: t('close'),
        }}
        rename={(name) => client.models.rename({ id: renamed?.id ?? '', name })}
        onClose={() => setRenamed(null)}
      />
    </Stack>
  );
}
