import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconFileImport, IconListCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FileMapping, FilePreview } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useUrlState } from '../../app/search.ts';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileCard } from './file-card.tsx';
import { History } from './history.tsx';
import styles from './imports.module.css';
import { isUnreadable, readiness } from './mapping-edit.ts';
import type { Readiness } from './mapping-edit.ts';
import { messages } from './messages.ts';
import { RunPanel } from './run-panel.tsx';
import { SaveMapping } from './save-mapping.tsx';
import { validateSearch } from './search.ts';
import { useDraft } from './use-draft.ts';

/** Columns of more files than this start folded. */
const fewFiles = 2;

export function ImportPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const workspace = useWorkspaceStatus().data?.current;
  const [view, setView] = useUrlState(validateSearch);
  const draft = useDraft(view.files);
  const readable = draft.files.flatMap(({ preview, mapping }) => (preview === undefined ? [] : [{ preview, mapping }]));
  const mapped = readable.flatMap(({ preview, mapping }) =>
    mapping === null || isUnreadable(preview) ? [] : [{ preview, mapping }],
  );
  const state = readiness(readable);
  const settled =
    readable.length === draft.files.length && draft.files.every((file) => file.error === null && !file.checking);
  const unreadable = readable.flatMap(({ preview }) => (isUnreadable(preview) ? [preview.grant] : []));
  const removeAll = (grants: readonly string[]) => {
    draft.forget(grants);
    setView({ files: view.files.filter((other) => !grants.includes(other)) });
  };
  return (
    <Stack gap="lg">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed">{t('lead')}</Text>
      </div>
      {workspace?.isSample === true ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
          {t('sampleWarning')}
        </Alert>
      ) : null}
      {view.job === undefined ? (
        <DropZone
          compact={view.files.length > 0}
          onFiles={(grants) =>
            setView({ files: [...new Set([...view.files, ...grants.map(({ grant }) => grant)])] }, { push: true })
          }
        />
      ) : (
        <RunPanel
          jobId={view.job}
          onImported={(id) => {
            draft.forget(view.files);
            void navigate({ to: `/imports/${id}`, replace: true });
          }}
          onClose={() => setView({ job: undefined })}
        />
      )}
      {view.files.length === 0 || view.job !== undefined ? null : (
        <Stack gap="md" role="group" aria-label={t('filesTitle')}>
          {draft.files.map((file) => (
            <FileCard
              key={file.grant}
              file={file}
              startOpen={draft.files.length <= fewFiles}
              onTable={(table) => draft.chooseTable(file.grant, table)}
              onMapping={(mapping) => draft.edit(file.grant, mapping)}
              onRemove={() => removeAll([file.grant])}
            />
          ))}
          <Dock
            state={state}
            settled={settled}
            files={mapped}
            onStarted={(job) => setView({ job }, { push: true })}
            onClear={() => {
              draft.forget(view.files);
              setView({ files: [] });
            }}
            onLeaveOut={() => removeAll(unreadable)}
          />
        </Stack>
      )}
      <section>
        <Title order={2} mb="xs">
          {t('historyTitle')}
        </Title>
        <History />
      </section>
    </Stack>
  );
}

type DockProps = {
  readonly state: Readiness;
  readonly settled: boolean;
  readonly files: readonly { readonly preview: FilePreview; readonly mapping: FileMapping }[];
  readonly onStarted: (jobId: number) => void;
  readonly onClear: () => void;
  /** Takes out every file that cannot be read. */
  readonly onLeaveOut: () => void;
};

/** Stays in sight: what still stands in the way, and the ways to go on. */
function Dock({ state, settled, files, onStarted, onClear, onLeaveOut }: DockProps) {
  const t = useMessages(messages);
  const [saving, setSaving] = useState(false);
  const start = useMutation(useApi().imports.start.mutationOptions({ onSuccess: ({ jobId }) => onStarted(jobId) }));
  const ready = settled && state.ready;
  const run = (dryRun: boolean) =>
    start.mutate({ files: files.map(({ preview, mapping }) => ({ grant: preview.grant, mapping })), dryRun });
  return (
    <div className={styles.dock}>
      <Stack gap="sm">
        {start.error === null ? null : <ErrorState error={start.error} />}
        <Group justify="space-between">
          <Group gap="xs">
            <Text size="sm" fw={600} role="status">
              {!settled
                ? t('rechecking')
                : state.unreadable > 0
                  ? t('blockedProblem', { count: state.unreadable })
                  : state.open > 0
                    ? t('blocked', { count: state.open })
                    : t('ready')}
            </Text>
            {state.unreadable > 0 ? (
              <Button size="compact-sm" variant="light" onClick={onLeaveOut}>
                {t('leaveOutUnreadable', { count: state.unreadable })}
              </Button>
            ) : null}
          </Group>
          <Group gap="sm">
            <Button variant="subtle" color="gray" onClick={onClear}>
              {t('clear')}
            </Button>
            <Button variant="default" disabled={files.length === 0} onClick={() => setSaving(true)}>
              {t('saveMapping')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconListCheck size={16} />}
              disabled={!ready}
              title={t('checkText')}
              loading={start.isPending && start.variables.dryRun === true}
              onClick={() => run(true)}
            >
              {t('check')}
            </Button>
            <Button
              leftSection={<IconFileImport size={16} />}
              disabled={!ready}
              loading={start.isPending && start.variables.dryRun !== true}
              onClick={() => run(false)}
            >
              {t('startFiles', { count: files.length })}
            </Button>
          </Group>
        </Group>
      </Stack>
      {saving ? <SaveMapping opened onClose={() => setSaving(false)} files={files} /> : null}
    </div>
  );
}
