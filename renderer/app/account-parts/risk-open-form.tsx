import { Button, Group, Input, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState } from '../../ui/states.tsx';
import { useApi } from '../client.tsx';
import { useUndo } from '../undo.tsx';
import { AssigneeField } from './assignee-field.tsx';
import { DueField } from './due-field.tsx';
import { riskMessages } from './risk-messages.ts';
import { ReasonField } from './risk-parts.tsx';

type RiskOpenFormProps = {
  /** Null until one is chosen. */
  readonly account: string | null;
  /** The account's owner, who gets it where nobody else is chosen. */
  readonly owner?: string | null;
  /** Above the fields: which account. */
  readonly children?: ReactNode;
  readonly onDone: () => void;
};

/** Opens a risk of an account. */
export function RiskOpenForm({ account, owner = null, children, onDone }: RiskOpenFormProps) {
  const t = useMessages(riskMessages);
  const { told } = useUndo();
  const [reason, setReason] = useState<number | null>(null);
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [due, setDue] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const adding = useMutation(
    useApi().risks.add.mutationOptions({
      onSuccess: ({ change }) => {
        told(change);
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (account === null) return;
    adding.mutate({
      account,
      reason,
      due,
      note: note.trim() === '' ? null : note.trim(),
      ...(chosen === undefined ? {} : { owner: chosen }),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children}
        <ReasonField reason={reason} onReason={setReason} />
        <Group gap="sm" align="flex-start">
          <Input.Wrapper label={t('owner')} labelElement="div" size="xs">
            <AssigneeField label={t('owner')} assignee={chosen === undefined ? owner : chosen} onAssignee={setChosen} />
          </Input.Wrapper>
          <Input.Wrapper label={t('due')} labelElement="div" size="xs">
            <div>
              <DueField label={t('due')} due={due} onDue={setDue} />
            </div>
          </Input.Wrapper>
        </Group>
        <Textarea
          size="xs"
          label={t('note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {adding.error === null ? null : <ErrorState error={adding.error} />}
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button size="xs" type="submit" loading={adding.isPending} disabled={account === null}>
            {t('openSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
