import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HealthDefinition, HealthVersion } from '../../../shared/contract/index.ts';
import { DayInput, useLanguageText } from '../../app/analysis/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { messages } from './messages.ts';

type PublishDialogProps = {
  readonly definition: HealthDefinition;
  readonly inForce: HealthVersion | null;
  /** The saved version that is on the page as it stands; null where it has to be saved first. */
  readonly saved: HealthVersion | null;
  /** Saves what is on the page. @returns the draft's id */
  readonly onSave: () => Promise<number>;
  readonly onDone: (version: number) => void;
  readonly onClose: () => void;
};

/** Asks for a note and the day, after saying what changes for the book. */
export function PublishDialog(props: PublishDialogProps) {
  const { definition, inForce, saved, onSave, onDone, onClose } = props;
  const t = useMessages(messages);
  const format = useFormat();
  const say = useLanguageText();
  const api = useApi();
  const { client } = useHost();
  const { told } = useUndo();
  const [note, setNote] = useState('');
  const [day, setDay] = useState<string | undefined>(undefined);
  const backtest = useQuery(api.healthScores.backtestOf.queryOptions({ input: { definition } }));
  const differences = useQuery(
    api.healthScores.compare.queryOptions({
      input: { from: { id: inForce?.id ?? 1 }, to: definition },
      enabled: inForce !== null,
    }),
  );
  const publish = useMutation({
    mutationFn: async () => {
      const id = saved?.id ?? (await onSave());
      return client.healthScores.publish({ id, note, ...(day === undefined ? {} : { effectiveDay: day }) });
    },
    onSuccess: ({ version, change }) => {
      told(change);
      onDone(version.id);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('publishTitle')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          publish.mutate();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('publishText')}</Text>
          {saved === null ? <Text size="sm">{t('publishSaves')}</Text> : null}
          {differences.data === undefined ? null : (
            <div>
              <Text size="sm" fw={600}>
                {t('compare')}
              </Text>
              {differences.data.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {t('same')}
                </Text>
              ) : (
                <ul style={{ margin: 0, paddingLeft: 18, maxHeight: 180, overflowY: 'auto' }}>
                  {differences.data.map(({ at, words }, index) => (
                    <li key={`${at} ${index}`}>
                      <Text size="sm">{say(words)}</Text>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )}
          {backtest.data === undefined ? null : (
            <Text size="sm" c="dimmed">
              {backtest.data === null
                ? t('publishUntested')
                : `${t('publishTested', { when: format.instant(backtest.data.createdAt) })} ${say(backtest.data.verdict)}`}
            </Text>
          )}
          <Textarea
            label={t('publishNote')}
            data-autofocus
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <DayInput label={t('publishDay')} value={day} onChange={setDay} />
          {publish.error === null ? null : <ErrorState error={publish.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={publish.isPending}>
              {t('publishNow')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
