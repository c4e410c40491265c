import { Badge, Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Risk, RiskStage } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useLanguageText } from '../analysis/index.ts';
import { useApi } from '../client.tsx';
import { useUndo } from '../undo.tsx';
import { riskMessages } from './risk-messages.ts';

const stageColors: Record<RiskStage, string> = {
  'at-risk': 'orange',
  'plan-in-place': 'grape',
  saving: 'harbour',
  recovered: 'teal',
  lost: 'gray',
};

export function StageBadge({ stage }: { readonly stage: RiskStage }) {
  const t = useMessages(riskMessages);
  return (
    <Badge variant="outline" color={stageColors[stage]} tt="none" fw={600} style={{ flex: 'none' }} c="inherit">
      {t(`stage.${stage}`)}
    </Badge>
  );
}

/** Where person and model do not say the same, in a sentence; null where they do. */
export function useViewText(): (risk: Risk) => string | null {
  const t = useMessages(riskMessages);
  const format = useFormat();
  return ({ view, stage, probabilityNow }) =>
    view === 'calm' || view === 'alarmed'
      ? t(`view.${view}.text`, { stage: t(`stage.${stage}`).toLowerCase(), chance: format.percent(probabilityNow) })
      : null;
}

type ReasonFieldProps = {
  readonly reason: number | null;
  readonly onReason: (reason: number | null) => void;
  readonly size?: 'xs' | 'sm';
};

/** The reasons that are offered, and the one that is there. */
export function ReasonField({ reason, onReason, size = 'xs' }: ReasonFieldProps) {
  const t = useMessages(riskMessages);
  const say = useLanguageText();
  const reasons = useQuery(useApi().risks.reasons.queryOptions()).data ?? [];
  return (
    <Select
      size={size}
      label={t('reason')}
      placeholder={t('reason.none')}
      clearable
      data={reasons
        .filter(({ id, hidden }) => !hidden || id === reason)
        .map(({ id, name }) => ({ value: String(id), label: say(name) }))}
      value={reason === null ? null : String(reason)}
      onChange={(value) => onReason(value === null ? null : Number(value))}
    />
  );
}

/** Moves risks; the ends ask for their closing reason first. Put `dialog` on the page. */
export function useMoveRisk() {
  const api = useApi();
  const { told } = useUndo();
  const [asked, setAsked] = useState<{ readonly risk: Risk; readonly stage: RiskStage } | null>(null);
  const moving = useMutation(
    api.risks.move.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        setAsked(null);
      },
    }),
  );
  const move = (risk: Risk, stage: RiskStage): void => {
    moving.reset();
    if (stage === risk.stage) return;
    if (stage === 'recovered' || stage === 'lost') setAsked({ risk, stage });
    else moving.mutate({ id: risk.id, stage });
  };
  const dialog = (
    <>
      {asked === null && moving.error !== null ? <ErrorState error={moving.error} /> : null}
      <CloseDialog
        asked={asked}
        error={moving.error}
        isSaving={moving.isPending}
        onSave={(words) => asked !== null && moving.mutate({ id: asked.risk.id, stage: asked.stage, words })}
        onClose={() => setAsked(null)}
      />
    </>
  );
  return { move, dialog };
}

type CloseDialogProps = {
  readonly asked: { readonly risk: Risk; readonly stage: RiskStage } | null;
  readonly error: unknown;
  readonly isSaving: boolean;
  readonly onSave: (words: string) => void;
  readonly onClose: () => void;
};

function CloseDialog({ asked, onClose, ...form }: CloseDialogProps) {
  const t = useMessages(riskMessages);
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={t('closeTitle')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {asked === null ? null : (
        <CloseForm name={asked.risk.account.name} stage={asked.stage} onClose={onClose} {...form} />
      )}
    </Modal>
  );
}

type CloseFormProps = Omit<CloseDialogProps, 'asked'> & { readonly name: string; readonly stage: RiskStage };

function CloseForm({ name, stage, error, isSaving, onSave, onClose }: CloseFormProps) {
  const t = useMessages(riskMessages);
  const [words, setWords] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (words.trim() !== '') onSave(words.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('closeText', { name, stage: t(`stage.${stage}`).toLowerCase() })}
        </Text>
        <Textarea
          label={t('closeWords')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {error === null ? null : <ErrorState error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isSaving} disabled={words.trim() === ''}>
            {t('closeSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
