import { Select, Text } from '@mantine/core';
import { hashKey, useQuery } from '@tanstack/react-query';
import { lifecycleStates } from '../../../shared/contract/index.ts';
import type { AccountSet } from '../../../shared/contract/index.ts';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { nobody, notChosen, setOfInsight } from './insight-set.ts';
import { messages } from './messages.ts';
import { Amount, Choice, Words } from './small-inputs.tsx';

type SetEditorProps = { readonly value: AccountSet; readonly onChange: (set: AccountSet) => void };

const notSaved = 'not-saved';

/** A saved insight, and which of its numbers the accounts stand behind. */
export function SetEditor({ value, onChange }: SetEditorProps) {
  const t = useMessages(messages);
  const insights = useQuery(useApi().insights.list.queryOptions()).data ?? [];
  const offered = insights.flatMap((insight) => {
    const set = setOfInsight(insight);
    return set === null ? [] : [{ ...insight, set }];
  });
  // Why a person looks for them in vain.
  const nameless = insights.filter((insight) => !offered.some(({ id }) => id === insight.id));
  const isChosen = !(value.of === 'segment' && value.segment === nobody);
  const asked = isChosen && 'question' in value ? hashKey([value.of, value.question]) : null;
  const saved = offered.find(({ set }) => 'question' in set && hashKey([set.of, set.question]) === asked);
  return (
    <>
      <Select
        aria-label={t('insight')}
        placeholder={t('chooseInsight')}
        nothingFoundMessage={t('noInsights')}
        data={[
          ...(isChosen && saved === undefined ? [{ value: notSaved, label: t('setOf') }] : []),
          ...offered.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={saved !== undefined ? String(saved.id) : isChosen ? notSaved : null}
        onChange={(chosen) => {
          const set = offered.find(({ id }) => String(id) === chosen)?.set;
          if (set !== undefined && chosen !== String(saved?.id)) onChange(set);
        }}
        allowDeselect={false}
        searchable
        w={220}
      />
      {isChosen ? <NumberOfSet value={value} onChange={onChange} /> : null}
      {!isChosen && nameless.length > 0 ? (
        <Text size="xs" c="dimmed" maw={420}>
          {t('noAccountsOf', { names: nameless.map(({ name }) => name).join(', ') })}
        </Text>
      ) : null}
    </>
  );
}

type Of<Kind extends AccountSet['of']> = Extract<AccountSet, { of: Kind }>;
type NumberProps<Kind extends AccountSet['of']> = {
  readonly value: Of<Kind>;
  readonly onChange: (set: AccountSet) => void;
};

function NumberOfSet({ value, onChange }: SetEditorProps) {
  switch (value.of) {
    case 'retention':
      return <RetentionNumber value={value} onChange={onChange} />;
    case 'funnel':
      return <FunnelNumber value={value} onChange={onChange} />;
    case 'lifecycle':
      return <LifecycleNumber value={value} onChange={onChange} />;
    case 'stickiness':
      return <CountNumber value={value.intervals} onChange={(intervals) => onChange({ ...value, intervals })} />;
    case 'interval':
      return <CountNumber value={value.days} onChange={(days) => onChange({ ...value, days })} />;
    case 'trend':
      return <TrendNumber value={value} onChange={onChange} />;
    case 'revenue':
      return <RevenueNumber value={value} onChange={onChange} />;
    case 'survival':
      return <SurvivalNumber value={value} onChange={onChange} />;
    default:
      return null;
  }
}

function RetentionNumber({ value, onChange }: NumberProps<'retention'>) {
  const t = useMessages(messages);
  const format = useFormat();
  const grid = useQuery(useApi().cohorts.retention.queryOptions({ input: value.question })).data;
  const isByPeriod = value.question.cohortBy === null;
  const columns = grid?.columns ?? [];
  return (
    <>
      <Labels
        label={t('cohort')}
        value={value.cohort}
        labels={(grid?.cohorts ?? []).map(({ cohort }) => cohort)}
        nameOf={(label) => (isByPeriod ? format.period(label) : label || t('noCohort'))}
        onChange={(cohort) => onChange({ ...value, cohort })}
        width={122}
      />
      <Choice
        label={t('which')}
        width={122}
        value={value.which}
        options={(['retained', 'lost', 'all'] as const).map((which) => ({ value: which, label: t(`which_${which}`) }))}
        onChange={(which) => onChange({ ...value, which })}
      />
      <Choice
        label={t('periodAfter')}
        width={140}
        value={String(value.index)}
        options={[...new Set([...columns.keys(), value.index])].map((index) => ({
          value: String(index),
          label: t('periodN', { period: columns[index] ?? index }),
        }))}
        onChange={(index) => onChange({ ...value, index: Number(index) })}
      />
    </>
  );
}

function FunnelNumber({ value, onChange }: NumberProps<'funnel'>) {
  const t = useMessages(messages);
  return (
    <>
      <Choice
        label={t('which')}
        width={170}
        value={value.which}
        options={(['reached', 'dropped'] as const).map((which) => ({ value: which, label: t(`which_${which}`) }))}
        onChange={(which) => onChange({ ...value, which })}
      />
      <Choice
        label={t('step')}
        width={200}
        value={String(value.step)}
        options={value.question.steps.map(({ events }, step) => ({
          value: String(step),
          label: `${step + 1}. ${events.length === 0 ? t('anyEvent') : events.join(', ')}`,
        }))}
        onChange={(step) => onChange({ ...value, step: Number(step) })}
      />
    </>
  );
}

function SurvivalNumber({ value, onChange }: NumberProps<'survival'>) {
  const t = useMessages(messages);
  return (
    <Choice
      label={t('which')}
      width={170}
      value={value.which}
      options={(['left', 'there', 'all'] as const).map((which) => ({ value: which, label: t(`which_${which}`) }))}
      onChange={(which) => onChange({ ...value, which })}
    />
  );
}

function LifecycleNumber({ value, onChange }: NumberProps<'lifecycle'>) {
  const t = useMessages(messages);
  const answer = useQuery(useApi().engagement.lifecycle.queryOptions({ input: value.question })).data;
  return (
    <>
      <Choice
        label={t('which')}
        value={value.state}
        options={lifecycleStates.map((state) => ({ value: state, label: t(`state_${state}`) }))}
        onChange={(state) => onChange({ ...value, state })}
      />
      <Periods
        value={value.period}
        labels={answer?.periods.map(({ period }) => period)}
        onChange={(period) => onChange({ ...value, period })}
      />
    </>
  );
}

function TrendNumber({ value, onChange }: NumberProps<'trend'>) {
  const t = useMessages(messages);
  const answer = useQuery(useApi().trends.run.queryOptions({ input: value.question })).data;
  const { measures } = value.question;
  return (
    <>
      {measures.length === 1 ? null : (
        <Choice
          label={t('measure')}
          value={String(value.measure)}
          options={measures.map((_, measure) => ({
            value: String(measure),
            label: t('measureN', { number: measure + 1 }),
          }))}
          onChange={(measure) => onChange({ ...value, measure: Number(measure) })}
        />
      )}
      <Periods value={value.period} labels={answer?.periods} onChange={(period) => onChange({ ...value, period })} />
    </>
  );
}

const movementNames = [
  'start',
  'new',
  'reactivation',
  'expansion',
  'contraction',
  'churn',
  'end',
  'due',
  'renewed',
  'not-renewed',
] as const satisfies readonly Of<'revenue'>['movement'][];

function RevenueNumber({ value, onChange }: NumberProps<'revenue'>) {
  const t = useMessages(messages);
  const answer = useQuery(useApi().revenue.movements.queryOptions({ input: value.question })).data;
  return (
    <>
      <Choice
        label={t('which')}
        width={150}
        value={value.movement}
        options={movementNames.map((movement) => ({ value: movement, label: t(`movement_${movement}`) }))}
        onChange={(movement) => onChange({ ...value, movement })}
      />
      <Periods
        value={value.period}
        labels={['trailing', ...(answer?.periods ?? []).map(({ period }) => period)]}
        onChange={(period) => onChange({ ...value, period })}
      />
    </>
  );
}

function CountNumber({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const t = useMessages(messages);
  return (
    <>
      <Amount label={t('value')} min={1} max={3_660} value={value} onChange={(count) => onChange(Math.max(1, count))} />
      <Words>{t('intervals')}</Words>
    </>
  );
}

type LabelsProps = {
  readonly label: string;
  readonly value: string;
  readonly labels: readonly string[];
  readonly nameOf: (label: string) => string;
  readonly onChange: (value: string) => void;
  readonly width: number;
};

/** Labels of an answer, the newest first; that of the condition stays, even where the answer no longer has it. */
function Labels({ label, value, labels, nameOf, onChange, width }: LabelsProps) {
  const t = useMessages(messages);
  const known = labels.includes(value) || value === notChosen ? labels : [...labels, value];
  return (
    <Select
      aria-label={label}
      placeholder={t('choosePeriod')}
      data={known.map((entry) => ({ value: entry, label: nameOf(entry) })).toReversed()}
      value={known.includes(value) ? value : null}
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
      allowDeselect={false}
      searchable
      w={width}
    />
  );
}

function Periods({
  value,
  labels = [],
  onChange,
}: Pick<LabelsProps, 'value' | 'onChange'> & { readonly labels?: readonly string[] | undefined }) {
  const t = useMessages(messages);
  const format = useFormat();
  return (
    <Labels
      label={t('period')}
      value={value}
      labels={labels}
      nameOf={(label) => (label === 'trailing' ? t('trailing') : format.period(label))}
      onChange={onChange}
      width={200}
    />
  );
}
