import { ActionIcon, Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconBookmarks, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useUrlState } from '../../app/search.ts';
import { useWorkspaceStatus } from '../../app/workspace.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, Loading } from '../../ui/states.tsx';
import { Dock } from './dock.tsx';
import { DropZone } from './drop-zone.tsx';
import { FileCard } from './file-card.tsx';
import { History } from './history.tsx';
import { nextQuestion, useKeptFocus } from './keep-focus.ts';
import { messages } from './messages.ts';
import { isUnreadable } from './readiness.ts';
import { RecipesDrawer } from './recipes-drawer.tsx';
import { RunPanel } from './run-panel.tsx';
import { validateSearch } from './search.ts';
import { useDraft } from './use-draft.ts';
import type { DraftFile } from './use-draft.ts';
import { WatchedFolders } from './watched-folders.tsx';

/** Columns of more source tables than this start folded. */
const fewTables = 2;

export function ImportPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const workspace = useWorkspaceStatus().data?.current;
  const [view, setView] = useUrlState(validateSearch);
  const [recipes, { open: openRecipes, close: closeRecipes }] = useDisclosure(false);
  const draft = useDraft(view.files);
  const page = useRef<HTMLDivElement>(null);
  useKeptFocus(page, nextQuestion);
  const [arriving, setArriving] = useState<string | null>(null);
  const drafts = draft.files.flatMap(({ tables }) => tables ?? []);
  const isSettled = draft.files.every((file) => file.tables !== undefined && file.error === null && !file.checking);
  const remove = (grants: readonly string[]) => {
    draft.forget(grants);
    setView({ files: view.files.filter((other) => !grants.includes(other)) });
  };
  const leaveOutUnreadable = () => {
    const unreadable = drafts.filter(({ preview }) => isUnreadable(preview)).map(({ preview }) => preview);
    for (const { key, grant, part } of unreadable)
      if (part !== null) draft.decide(key, { ...draft.decisions[key], grant, isLeftOut: true });
    const whole = unreadable.filter(({ part }) => part === null).map(({ grant }) => grant);
    if (whole.length > 0) remove(whole);
  };
  return (
    <Stack gap="lg" ref={page}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <Button variant="default" flex="none" leftSection={<IconBookmarks size={16} />} onClick={openRecipes}>
          {t('recipes')}
        </Button>
      </Group>
      {workspace?.isSample === true ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
          {t('sampleWarning')}
        </Alert>
      ) : null}
      {view.job === undefined ? (
        <DropZone
          compact={view.files.length > 0}
          onFiles={(grants) => {
            setArriving(grants[0]?.grant ?? null);
            setView({ files: [...new Set([...view.files, ...grants.map(({ grant }) => grant)])] }, { push: true });
          }}
        />
      ) : (
        <RunPanel
          key={view.job}
          jobId={view.job}
          onDone={(id) => {
            if (id > 0) draft.forget(view.files);
            void navigate({ to: `/imports/${id}`, replace: true });
          }}
          onClose={() => setView({ job: undefined })}
        />
      )}
      {view.files.length === 0 || view.job !== undefined ? null : (
        <Stack gap="md" role="group" aria-label={t('filesTitle')}>
          {draft.files.map((file) => (
            <FileCards
              key={file.grant}
              file={file}
              draft={draft}
              startOpen={drafts.length <= fewTables}
              isArriving={file.grant === arriving}
              onArrived={() => setArriving(null)}
              onRemove={() => remove([file.grant])}
            />
          ))}
          <Dock
            drafts={drafts}
            decisions={draft.decisions}
            isSettled={isSettled}
            onDecide={draft.decide}
            onStarted={(job) => setView({ job }, { push: true })}
            onClear={() => remove(view.files)}
            onLeaveOut={leaveOutUnreadable}
          />
        </Stack>
      )}
      <section>
        <Title order={2} mb="xs">
          {t('historyTitle')}
        </Title>
        <History />
      </section>
      <WatchedFolders />
      <RecipesDrawer opened={recipes} onClose={closeRecipes} />
    </Stack>
  );
}

type FileCardsProps = {
  readonly file: DraftFile;
  readonly draft: ReturnType<typeof useDraft>;
  readonly startOpen: boolean;
  /** It was just handed over: its first card takes the focus. */
  readonly isArriving: boolean;
  readonly onArrived: () => void;
  readonly onRemove: () => void;
};

/** The cards of a file's source tables, or how far reading it has come. */
function FileCards({ file, draft, startOpen, isArriving, onArrived, onRemove }: FileCardsProps) {
  const t = useMessages(messages);
  return (
    <>
      {file.tables?.map((table, index) => (
        <FileCard
          key={table.preview.key}
          draft={table}
          decisions={draft.decisions}
          isChecking={file.checking}
          startOpen={startOpen}
          onArrived={isArriving && index === 0 ? onArrived : null}
          onDecide={draft.decide}
          onRemove={onRemove}
        />
      ))}
      {file.tables !== undefined && file.error === null ? null : (
        <Paper withBorder bg="var(--holdfast-surface)" p="md">
          {file.error === null ? (
            <>
              <Text size="sm" c="dimmed" role="status">
                {t('reading')}
              </Text>
              <Loading shape="lines" rows={4} />
            </>
          ) : (
            <Group align="flex-start" justify="space-between" wrap="nowrap">
              <ErrorState error={file.error} onRetry={file.retry} />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeFile', { name: file.tables?.[0]?.preview.name ?? t('thisFile') })}
                onClick={onRemove}
              >
                <IconX size={18} />
              </ActionIcon>
            </Group>
          )}
        </Paper>
      )}
    </>
  );
}
