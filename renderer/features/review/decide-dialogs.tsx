import { Checkbox, Group, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ContractInputs, Expectation, ReviewRow } from '../../../shared/contract/index.ts';
import { addDays } from '../../../shared/domain/time.ts';
import { AssigneeField } from '../../app/account-parts/assignee-field.tsx';
import { dayOfWord } from '../../app/account-parts/due-days.ts';
import { DueField, useToday } from '../../app/account-parts/due-field.tsx';
import { useMe } from '../../app/account-parts/use-me.ts';
import { DayInput, useLanguageText } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useSettings } from '../../app/settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { DialogForm, Numbered } from './dialog.tsx';
import { messages } from './messages.ts';

export type Given = Omit<ContractInputs['decisions']['record'], 'accountId'>;

/** What holds of the whole score. */
export type Scoring = { readonly horizonDays: number | null; readonly threshold: number | null };

export type DecideProps = {
  readonly row: ReviewRow;
  readonly isSaving: boolean;
  readonly onDecide: (given: Given) => void;
  readonly onClose: () => void;
};

/** Act: with a task, unless it is not wanted. */
export function ActForm({ row, isSaving, onDecide, onClose }: DecideProps) {
  const t = useMessages(messages);
  const me = useMe();
  const today = useToday();
  const [isMaking, setIsMaking] = useState(true);
  const [title, setTitle] = useState(t('act.default', { name: row.name }));
  const [due, setDue] = useState<string | null>(addDays(today, 7));
  const [assignee, setAssignee] = useState<string | null | undefined>(row.owner ?? me.name);
  const task = { title: title.trim(), due, assignee: assignee ?? null };
  return (
    <DialogForm
      confirm={t('act.confirm')}
      hint={t('act.hint')}
      isReady={!isMaking || task.title !== ''}
      isSaving={isSaving}
      onConfirm={() => onDecide({ kind: 'act', task: isMaking ? task : null })}
      onClose={onClose}
    >
      <TextInput
        label={t('act.task')}
        value={title}
        maxLength={200}
        disabled={!isMaking}
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {isMaking ? (
        <Group gap="xs">
          <DueField label={t('act.due')} due={due} onDue={setDue} />
          <AssigneeField label={t('act.who')} assignee={assignee} onAssignee={setAssignee} />
        </Group>
      ) : null}
      <Checkbox
        label={t('act.make')}
        checked={isMaking}
        onChange={(event) => setIsMaking(event.currentTarget.checked)}
      />
    </DialogForm>
  );
}

/** Days before a renewal on which there is still time to do something. */
const beforeRenewal = 90;

/** Watch: until one of three days, or another. */
export function WatchForm({ row, isSaving, onDecide, onClose }: DecideProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const today = useToday();
  const weekStart = useSettings().data?.weekStart ?? 'monday';
  const [day, setDay] = useState<string | undefined>(undefined);
  const [isOther, setIsOther] = useState(false);
  const renewal = row.renewalDay === null ? null : addDays(row.renewalDay, -beforeRenewal);
  const days = {
    week: addDays(today, 7),
    month: dayOfWord('nextMonth', today, weekStart),
    renewal: renewal !== null && renewal > today ? renewal : null,
  };
  const watch = (watchUntil: string): void => onDecide({ kind: 'watch', watchUntil });
  if (isOther) {
    return (
      <DialogForm
        confirm={t('watch.confirm')}
        isReady={day !== undefined && day > today}
        isSaving={isSaving}
        onConfirm={() => day !== undefined && watch(day)}
        onClose={onClose}
      >
        <DayInput label={t('watch.day')} value={day} onChange={setDay} />
      </DialogForm>
    );
  }
  const options = (['week', 'month', 'renewal'] as const).flatMap((key) =>
    days[key] === null ? [] : [{ key, label: t(`watch.${key}`), note: format.day(days[key]) }],
  );
  return (
    <>
      <Numbered
        options={[...options, { key: 'other-day', label: t('watch.day') }]}
        isSaving={isSaving}
        onChoose={(key) => {
          const chosen = options.find((option) => option.key === key);
          const until = chosen === undefined ? null : days[chosen.key];
          if (until === null) setIsOther(true);
          else watch(until);
        }}
      />
      <Text size="xs" c="dimmed">
        {t('watch.hint')}
      </Text>
    </>
  );
}

/** Dismiss: with a reason, which is one key. */
export function DismissForm({ isSaving, onDecide, onClose }: DecideProps) {
  const t = useMessages(messages);
  const say = useLanguageText();
  const reasons = useQuery(useApi().decisions.reasons.queryOptions()).data ?? [];
  const [free, setFree] = useState<string | null>(null);
  const [text, setText] = useState('');
  if (free !== null) {
    return (
      <DialogForm
        confirm={t('dismiss.confirm')}
        isReady={text.trim() !== ''}
        isSaving={isSaving}
        onConfirm={() => onDecide({ kind: 'dismiss', reason: free, text })}
        onClose={onClose}
      >
        <TextInput
          label={t('dismiss.text')}
          value={text}
          maxLength={2000}
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </DialogForm>
    );
  }
  return (
    <>
      <Numbered
        options={reasons.map(({ key, words }) => ({ key, label: say(words) }))}
        isSaving={isSaving}
        onChoose={(key) => (key === 'other-reason' ? setFree(key) : onDecide({ kind: 'dismiss', reason: key }))}
      />
      <Text size="xs" c="dimmed">
        {t('watch.hint')}
      </Text>
    </>
  );
}

/** The model is wrong: why, and what the person expects instead. */
export function WrongForm({ row, scoring, isSaving, onDecide, onClose }: DecideProps & { readonly scoring: Scoring }) {
  const t = useMessages(messages);
  const [text, setText] = useState('');
  const [expects, setExpects] = useState<Expectation>(
    (row.probability ?? 0) >= (scoring.threshold ?? 0) ? 'stays' : 'leaves',
  );
  const isReady = text.trim() !== '';
  const confirm = (): void => onDecide({ kind: 'wrong', text, expects });
  return (
    <DialogForm
      confirm={t('wrong.confirm')}
      isReady={isReady}
      isSaving={isSaving}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Textarea
        label={t('wrong.text')}
        description={t('wrong.hint')}
        value={text}
        maxLength={2000}
        autosize
        minRows={2}
        maxRows={6}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onEnter(() => isReady && !isSaving && confirm())}
      />
      <Choice
        label={t('wrong.expects', { days: scoring.horizonDays ?? '–' })}
        value={expects}
        data={[
          { value: 'stays', label: t('expects.stays') },
          { value: 'leaves', label: t('expects.leaves') },
        ]}
        onChange={setExpects}
      />
    </DialogForm>
  );
}

/** Enter confirms a text of several lines, Shift+Enter begins a line. */
export function onEnter(act: () => void) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    act();
  };
}
