import { Button, Group, Stack, Text } from '@mantine/core';
import { IconDeviceFloppy, IconFileImport, IconListCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { startFiles } from './draft.ts';
import type { Decision, Decisions } from './draft.ts';
import styles from './imports.module.css';
import { messages } from './messages.ts';
import { readiness } from './readiness.ts';
import type { DraftTable } from './readiness.ts';
import { SaveRecipe } from './save-recipe.tsx';
import { SteadyButton } from './steady-button.tsx';

type DockProps = {
  readonly drafts: readonly DraftTable[];
  readonly decisions: Decisions;
  /** Every file is read and every change is checked. */
  readonly isSettled: boolean;
  readonly onDecide: (key: string, decision: Decision) => void;
  readonly onStarted: (jobId: number) => void;
  readonly onClear: () => void;
  /** Takes out every file that cannot be read. */
  readonly onLeaveOut: () => void;
};

/** Stays in sight: what still stands in the way, and the ways to go on. */
export function Dock({ drafts, decisions, isSettled, onDecide, onStarted, onClear, onLeaveOut }: DockProps) {
  const t = useMessages(messages);
  const [saving, setSaving] = useState(false);
  const start = useMutation(useApi().imports.start.mutationOptions());
  const state = readiness(drafts);
  const hasMapping = drafts.some((draft) => !draft.isLeftOut && draft.readings.some(({ mapping }) => mapping !== null));
  const ready = isSettled && state.ready;
  const run = (dryRun: boolean) => {
    if (start.isPending) return;
    start.mutate({ files: startFiles(drafts, decisions), dryRun }, { onSuccess: ({ jobId }) => onStarted(jobId) });
  };
  return (
    <div className={styles.dock}>
      <Stack gap="sm">
        {start.error === null ? null : <ErrorState error={start.error} />}
        <Group justify="space-between">
          <Group gap="xs">
            <Text size="sm" fw={600} role="status">
              {!isSettled
                ? t(drafts.length === 0 ? 'reading' : 'rechecking')
                : state.unreadable > 0
                  ? t('blockedProblem', { count: state.unreadable })
                  : state.open > 0
                    ? t('blocked', { count: state.open })
                    : state.tables === 0
                      ? t('nothingTaken')
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
            <Button
              variant="default"
              leftSection={<IconDeviceFloppy size={16} />}
              disabled={state.tables === 0 || !hasMapping}
              onClick={() => setSaving(true)}
            >
              {t('saveRecipe')}
            </Button>
            <SteadyButton
              variant="default"
              leftSection={<IconFileImport size={16} />}
              title={t('startText')}
              isBlocked={!ready}
              isBusy={start.isPending && start.variables.dryRun !== true}
              onPress={() => run(false)}
            >
              {t('startFiles', { count: state.tables })}
            </SteadyButton>
            <SteadyButton
              goesOn
              leftSection={<IconListCheck size={16} />}
              title={t('checkText')}
              isBlocked={!ready}
              isBusy={start.isPending && start.variables.dryRun === true}
              onPress={() => run(true)}
            >
              {t('check')}
            </SteadyButton>
          </Group>
        </Group>
      </Stack>
      {saving ? (
        <SaveRecipe drafts={drafts} decisions={decisions} onDecide={onDecide} onClose={() => setSaving(false)} />
      ) : null}
    </div>
  );
}
