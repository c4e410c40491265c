import { Group, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SegmentCondition } from '../../../shared/contract/index.ts';
import { EventSelectorInput } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { AttributeEditor } from './attribute-editor.tsx';
import { nobody } from './insight-set.ts';
import { messages } from './messages.ts';
import { SetEditor } from './set-editor.tsx';
import { Amount, Choice, CompareChoice, WindowInput, Words } from './small-inputs.tsx';
import { useVocabulary } from './use-vocabulary.ts';

type Of<On extends SegmentCondition['on']> = Extract<SegmentCondition, { on: On }>;
type EditorProps<On extends SegmentCondition['on']> = {
  readonly value: Of<On>;
  readonly onChange: (value: SegmentCondition) => void;
};

const threeWays = ['at-least', 'at-most', 'exactly'] as const;
const twoWays = ['at-least', 'at-most'] as const;

type ConditionEditorProps = {
  readonly value: SegmentCondition;
  readonly onChange: (value: SegmentCondition) => void;
  /** The segment that is being edited: it cannot be built on itself. */
  readonly own: number | null;
};

/** Everything of a condition but what it is about. */
export function ConditionEditor({ value, onChange, own }: ConditionEditorProps) {
  const t = useMessages(messages);
  switch (value.on) {
    case 'attribute':
      return <AttributeEditor value={value} onChange={onChange} />;
    case 'usage':
      return <UsageEditor value={value} onChange={onChange} />;
    case 'last-seen':
      return (
        <>
          <EventSelectorInput
            label={t('events')}
            hideLabel
            width={220}
            value={value.selector}
            onChange={(selector) => onChange({ ...value, selector })}
          />
          <CompareChoice value={value.compare} of={twoWays} onChange={(compare) => onChange({ ...value, compare })} />
          <Group gap={6} wrap="nowrap">
            <Amount label={t('value')} min={0} value={value.days} onChange={(days) => onChange({ ...value, days })} />
            <Words>{t('daysAgo')}</Words>
          </Group>
        </>
      );
    case 'tickets':
      return <TicketEditor value={value} onChange={onChange} />;
    case 'survey':
      return <SurveyEditor value={value} onChange={onChange} />;
    case 'revenue':
      return <RevenueEditor value={value} onChange={onChange} />;
    case 'score':
      return <ScoreEditor value={value} onChange={onChange} />;
    case 'renewal':
      return (
        <>
          <Amount
            label={t('value')}
            min={1}
            max={3_660}
            value={value.withinDays}
            onChange={(withinDays) => onChange({ ...value, withinDays: Math.max(1, withinDays) })}
          />
          <Words>{t('days')}</Words>
        </>
      );
    case 'churned':
      return (
        <Choice
          label={t('churn')}
          width={170}
          value={value.is ? 'yes' : 'no'}
          options={(['no', 'yes'] as const).map((entry) => ({ value: entry, label: t(`churn_${entry}`) }))}
          onChange={(chosen) => onChange({ ...value, is: chosen === 'yes' })}
        />
      );
    case 'set':
      return (
        <>
          <Membership is={value.is} onChange={(is) => onChange({ ...value, is })} />
          <SetEditor value={value.set} onChange={(set) => onChange({ ...value, set })} />
        </>
      );
    case 'segment':
      return <SegmentEditor value={value} onChange={onChange} own={own} />;
  }
}

function UsageEditor({ value, onChange }: EditorProps<'usage'>) {
  const t = useMessages(messages);
  return (
    <>
      <EventSelectorInput
        label={t('events')}
        hideLabel
        width={220}
        value={value.selector}
        onChange={(selector) => onChange({ ...value, selector })}
      />
      <CompareChoice value={value.compare} of={threeWays} onChange={(compare) => onChange({ ...value, compare })} />
      <Amount
        label={t('value')}
        min={0}
        decimals={value.count === 'quantity' ? 3 : 0}
        value={value.value}
        onChange={(amount) => onChange({ ...value, value: amount })}
      />
      <Choice
        label={t('count')}
        width={104}
        value={value.count}
        options={(['events', 'days', 'quantity'] as const).map((entry) => ({
          value: entry,
          label: t(`count_${entry}`),
        }))}
        onChange={(count) => onChange({ ...value, count })}
      />
      <WindowInput value={value.withinDays} onChange={(withinDays) => onChange({ ...value, withinDays })} />
    </>
  );
}

function TicketEditor({ value, onChange }: EditorProps<'tickets'>) {
  const t = useMessages(messages);
  const priorities = useVocabulary().data?.priorities ?? [];
  return (
    <>
      <Choice
        label={t('ticketState')}
        width={140}
        value={value.state}
        options={(['opened', 'open'] as const).map((entry) => ({ value: entry, label: t(`ticketState_${entry}`) }))}
        onChange={(state) => onChange({ ...value, state, withinDays: state === 'open' ? null : value.withinDays })}
      />
      <CompareChoice value={value.compare} of={threeWays} onChange={(compare) => onChange({ ...value, compare })} />
      <Amount
        label={t('value')}
        min={0}
        value={value.value}
        onChange={(amount) => onChange({ ...value, value: amount })}
      />
      {priorities.length === 0 && value.priority.length === 0 ? null : (
        <MultiSelect
          aria-label={t('priority')}
          placeholder={value.priority.length === 0 ? t('anyPriority') : undefined}
          data={[...new Set([...priorities, ...value.priority])]}
          value={value.priority}
          onChange={(priority) => onChange({ ...value, priority })}
          miw={170}
          maw={320}
        />
      )}
      <WindowInput value={value.withinDays} onChange={(withinDays) => onChange({ ...value, withinDays })} />
    </>
  );
}

const anySurvey = '';

function SurveyEditor({ value, onChange }: EditorProps<'survey'>) {
  const t = useMessages(messages);
  const surveys = useVocabulary().data?.surveys ?? [];
  const names = value.survey === null || surveys.includes(value.survey) ? surveys : [...surveys, value.survey];
  return (
    <>
      <Choice
        label={t('survey')}
        width={170}
        value={value.survey ?? anySurvey}
        options={[{ value: anySurvey, label: t('anySurvey') }, ...names.map((name) => ({ value: name, label: name }))]}
        onChange={(survey) => onChange({ ...value, survey: survey === anySurvey ? null : survey })}
      />
      <CompareChoice value={value.compare} of={threeWays} onChange={(compare) => onChange({ ...value, compare })} />
      <Amount
        label={t('value')}
        decimals={2}
        value={value.value}
        onChange={(amount) => onChange({ ...value, value: amount })}
      />
      <WindowInput value={value.withinDays} onChange={(withinDays) => onChange({ ...value, withinDays })} />
    </>
  );
}

function RevenueEditor({ value, onChange }: EditorProps<'revenue'>) {
  const t = useMessages(messages);
  const currency = useVocabulary().data?.currency ?? null;
  return (
    <>
      <CompareChoice value={value.compare} of={threeWays} onChange={(compare) => onChange({ ...value, compare })} />
      <Amount
        label={t('value')}
        min={0}
        step={100}
        decimals={2}
        width={150}
        value={value.value}
        onChange={(amount) => onChange({ ...value, value: amount })}
        {...(currency === null ? {} : { suffix: ` ${currency}` })}
      />
    </>
  );
}

/** Probabilities are stored from 0 to 1 and shown in percent; changes in points. */
function ScoreEditor({ value, onChange }: EditorProps<'score'>) {
  const t = useMessages(messages);
  const isChange = value.what === 'change';
  return (
    <>
      <Choice
        label={t('score')}
        width={140}
        value={value.what}
        options={(['probability', 'change'] as const).map((entry) => ({ value: entry, label: t(`score_${entry}`) }))}
        onChange={(what) => onChange({ ...value, what, value: what === 'change' ? 0.05 : 0.3 })}
      />
      <CompareChoice value={value.compare} of={twoWays} onChange={(compare) => onChange({ ...value, compare })} />
      <Group gap={6} wrap="nowrap">
        <Amount
          label={t('percent')}
          min={isChange ? -100 : 0}
          max={100}
          decimals={2}
          suffix={isChange ? '' : ' %'}
          width={90}
          value={Math.round(value.value * 10_000) / 100}
          onChange={(percent) => onChange({ ...value, value: Math.round(percent * 100) / 10_000 })}
        />
        {isChange ? <Words>{t('points')}</Words> : null}
      </Group>
    </>
  );
}

function Membership({ is, onChange }: { readonly is: boolean; readonly onChange: (is: boolean) => void }) {
  const t = useMessages(messages);
  return (
    <Choice
      label={t('membership')}
      width={150}
      value={is ? 'yes' : 'no'}
      options={(['yes', 'no'] as const).map((entry) => ({ value: entry, label: t(`membership_${entry}`) }))}
      onChange={(chosen) => onChange(chosen === 'yes')}
    />
  );
}

function SegmentEditor({ value, onChange, own }: EditorProps<'segment'> & { readonly own: number | null }) {
  const t = useMessages(messages);
  const saved = useQuery(useApi().segments.list.queryOptions()).data ?? [];
  return (
    <>
      <Membership is={value.is} onChange={(is) => onChange({ ...value, is })} />
      <Select
        aria-label={t('segment')}
        placeholder={t('chooseSegment')}
        nothingFoundMessage={t('noSegments')}
        data={saved.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={value.segment === nobody ? null : String(value.segment)}
        onChange={(chosen) => onChange({ ...value, segment: chosen === null ? nobody : Number(chosen) })}
        allowDeselect={false}
        searchable
        w={220}
      />
    </>
  );
}
