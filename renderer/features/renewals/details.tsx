import { Anchor, Button, Drawer, Group, NumberInput, Stack, Text, Textarea, Timeline, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { renewalCall } from '../../../shared/contract/index.ts';
import type { Checkpoint, ContractOutputs, DueRenewal, RenewalCall } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { accountPath } from '../../app/account-id.ts';
import { useApi } from '../../app/client.tsx';
import { useUndo } from '../../app/undo.tsx';
import { Choice } from '../../ui/choice.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { ErrorState, QueryView } from '../../ui/states.tsx';
import { messages } from './messages.ts';
import styles from './renewals.module.css';
import { usualChance } from './view.ts';

type Of = { readonly account: string; readonly day: string };
type RenewalDetailsProps = {
  readonly of: Of | null;
  /** What the form starts with. */
  readonly start: RenewalCall | null;
  readonly onClose: () => void;
};

/** One renewal: what is expected of it, its checkpoints, and everything that was said. */
export function RenewalDetails({ of, start, onClose }: RenewalDetailsProps) {
  const t = useMessages(messages);
  const api = useApi();
  const query = useQuery(
    api.renewals.get.queryOptions({ input: of ?? { account: '', day: '' }, enabled: of !== null }),
  );
  return (
    <Drawer
      opened={of !== null}
      onClose={onClose}
      position="right"
      size={500}
      title={t('details', { name: query.data?.renewal.account.name ?? '…' })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {of === null ? null : (
        <QueryView query={query} skeleton="lines">
          {(data) => <Details {...data} of={of} start={start} />}
        </QueryView>
      )}
    </Drawer>
  );
}

type DetailsProps = ContractOutputs['renewals']['get'] & { readonly of: Of } & Pick<RenewalDetailsProps, 'start'>;

function Details({ renewal, statements, of, start }: DetailsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const { model } = renewal;
  return (
    <Stack gap="md">
      <div>
        <Text size="sm">
          {t('dueOn', { day: format.day(renewal.day), when: format.relativeDays(renewal.daysAhead) })} ·{' '}
          {format.money(renewal.due)}
        </Text>
        <Group gap="xs">
          {renewal.termMonths === null ? null : (
            <Text size="sm" c="dimmed">
              {t('term', { count: renewal.termMonths })}
            </Text>
          )}
          <Anchor component={Link} to={accountPath(renewal.account.id)} size="sm">
            {t('toAccount')}
          </Anchor>
        </Group>
        <Text size="sm" mt={6} fw={600}>
          {model === null
            ? t('modelSilent')
            : t('modelSays', {
                chance: format.percent(model.probability),
                lower: format.percent(model.lower, 0),
                upper: format.percent(model.upper, 0),
              })}
        </Text>
      </div>
      <SayForm
        key={`${of.account} ${of.day} ${start ?? ''} ${renewal.said?.at ?? ''}`}
        renewal={renewal}
        of={of}
        start={start}
      />
      <Checkpoints checkpoints={renewal.checkpoints} of={of} />
      {statements.length === 0 ? null : <History statements={statements} />}
    </Stack>
  );
}

type SayFormProps = {
  readonly renewal: DueRenewal;
  readonly of: Of;
  readonly start: RenewalCall | null;
};

function SayForm({ renewal, of, start }: SayFormProps) {
  const t = useMessages(messages);
  const { told } = useUndo();
  const { said, due } = renewal;
  const scale = 10 ** minorDigits(due.currency);
  const keptChance = said !== null && (start === null || start === said.call) ? said.probability : null;
  const [call, setCall] = useState<RenewalCall>(start ?? said?.call ?? 'renew');
  const [chance, setChance] = useState<number | string>(
    keptChance === null ? usualChance[start ?? said?.call ?? 'renew'] : Math.round(keptChance * 100),
  );
  const [amount, setAmount] = useState<number | string>(
    said === null || said.amount === null ? '' : said.amount.minor / scale,
  );
  const [note, setNote] = useState('');
  const saying = useMutation(useApi().renewals.say.mutationOptions({ onSuccess: ({ change }) => told(change) }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    saying.mutate({
      ...of,
      call,
      probability: typeof chance === 'number' ? chance / 100 : null,
      amount: typeof amount === 'number' ? Math.round(amount * scale) : null,
      note: note.trim() === '' ? null : note.trim(),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Choice
          label={t('you')}
          value={call}
          data={renewalCall.options.map((value) => ({ value, label: t(`call.${value}`) }))}
          onChange={(value) => {
            setCall(value);
            setChance(usualChance[value]);
          }}
        />
        <Group grow align="flex-start">
          <NumberInput
            size="xs"
            label={t('chance')}
            data-autofocus
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            value={chance}
            onChange={setChance}
          />
          <NumberInput
            size="xs"
            label={`${t('amount')}, ${due.currency}`}
            placeholder={t('amountHint')}
            min={0}
            decimalScale={minorDigits(due.currency)}
            value={amount}
            onChange={setAmount}
          />
        </Group>
        <Textarea
          size="xs"
          label={t('note')}
          autosize
          minRows={1}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {saying.error === null ? null : <ErrorState error={saying.error} />}
        <Group justify="flex-end">
          <Button size="xs" type="submit" loading={saying.isPending}>
            {t('say')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Checkpoints({ checkpoints, of }: { readonly checkpoints: readonly Checkpoint[]; readonly of: Of }) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <section aria-label={t('checkpoints')}>
      <Title order={3} size="h6" mb={4}>
        {t('checkpoints')}
      </Title>
      <Stack gap={6}>
        {checkpoints.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('none')}
          </Text>
        ) : null}
        {checkpoints.map(({ checkpoint, day, current, state, explanation }) => {
          const isOwed = current && ['unsaid', 'needs-probability', 'explain'].includes(state);
          return (
            <div key={checkpoint}>
              <Text size="sm">
                {t(`checkpoint.${checkpoint}`)}, {format.day(day)}:{' '}
                <span {...(isOwed ? { className: styles.owed } : {})}>
                  {current || state === 'ahead' ? t(`state.${state}`) : t(`past.${state}`)}
                </span>
              </Text>
              {explanation === null ? null : (
                <Text size="sm" c="dimmed">
                  {t('explained', { words: explanation })}
                </Text>
              )}
              {current && state === 'explain' ? <Explain of={of} /> : null}
            </div>
          );
        })}
      </Stack>
    </section>
  );
}

function Explain({ of }: { readonly of: Of }) {
  const t = useMessages(messages);
  const { told } = useUndo();
  const [words, setWords] = useState('');
  const explaining = useMutation(
    useApi().renewals.explain.mutationOptions({ onSuccess: ({ change }) => told(change) }),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (words.trim() !== '') explaining.mutate({ ...of, words: words.trim() });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={6} align="flex-end">
        <Textarea
          w="100%"
          size="xs"
          label={t('explain')}
          autosize
          minRows={2}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {explaining.error === null ? null : <ErrorState error={explaining.error} />}
        <Button size="xs" type="submit" disabled={words.trim() === ''} loading={explaining.isPending}>
          {t('explainSave')}
        </Button>
      </Stack>
    </form>
  );
}

function History({ statements }: Pick<DetailsProps, 'statements'>) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <section aria-label={t('history')}>
      <Title order={3} size="h6" mb={6}>
        {t('history')}
      </Title>
      <Timeline bulletSize={12} lineWidth={2} active={statements.length}>
        {statements.map(({ at, person, call, probability, amount, note }) => (
          <Timeline.Item
            key={at}
            title={[
              t(`call.${call}`),
              ...(probability === null ? [] : [format.percent(probability, 0)]),
              ...(amount === null ? [] : [format.money(amount)]),
            ].join(', ')}
          >
            <Text size="xs" c="dimmed" data-private>
              {t('historyBy', { day: format.instant(at), person: person ?? t('somebody') })}
            </Text>
            {note === null ? null : <Text size="sm">{note}</Text>}
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
