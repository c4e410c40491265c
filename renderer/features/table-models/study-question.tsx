import { Button, Group, MultiSelect, NumberInput, Paper, SegmentedControl, Select, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ContractInputs, TableDraft } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { studyMessages } from './study-messages.ts';

export type AskedStudy = ContractInputs['tableModels']['study']['question'];

type QuestionProps = {
  readonly draft: TableDraft;
  readonly busy: boolean;
  readonly onStart: (question: AskedStudy) => void;
};

type ColumnKey =
  | 'duration'
  | 'event'
  | 'group'
  | 'entry'
  | 'customer'
  | 'date'
  | 'amount'
  | 'frequency'
  | 'recency'
  | 'age'
  | 'monetary';
const hinted = ['duration', 'event', 'entry', 'amount', 'frequency', 'recency', 'age'] as const;
const isHinted = (key: ColumnKey): key is (typeof hinted)[number] => hinted.some((name) => name === key);

type Chosen = Readonly<Partial<Record<ColumnKey, string | null>>>;

/** Columns that were chosen, as a question wants them: without the empty ones. */
function given<Key extends ColumnKey>(chosen: Chosen, keys: readonly Key[]): { [name in Key]?: string } {
  return Object.fromEntries(keys.flatMap((key) => ((chosen[key] ?? null) === null ? [] : [[key, chosen[key]]]))) as {
    [name in Key]?: string;
  };
}

function useColumns(draft: TableDraft, proposed: Chosen) {
  const t = useMessages(studyMessages);
  const [chosen, setChosen] = useState<Chosen>(proposed);
  const names = draft.columns.map(({ name }) => name).filter((name) => name !== '');
  const select = (key: ColumnKey, isNeeded: boolean): ReactNode => (
    <Select
      key={key}
      label={t(key)}
      {...(isHinted(key) ? { description: t(`${key}Hint`), inputWrapperOrder: ['label', 'input', 'description'] } : {})}
      w={230}
      searchable
      clearable={!isNeeded}
      placeholder={isNeeded ? '' : t('none')}
      data={names}
      value={chosen[key] ?? null}
      onChange={(column) => setChosen((old) => ({ ...old, [key]: column }))}
    />
  );
  return { chosen, names, select };
}

/** The column whose name says what it holds. */
const named = ({ columns }: TableDraft, like: RegExp): string | null =>
  columns.find(({ name }) => like.test(name))?.name ?? null;

function Frame({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder bg="var(--holdfast-surface)" p="md">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw={760}>
        {lead}
      </Text>
      {children}
    </Paper>
  );
}

function StartButton({ disabled, onClick }: { readonly disabled: boolean; readonly onClick: () => void }) {
  const t = useMessages(studyMessages);
  return (
    <Button mt="md" leftSection={<IconPlayerPlay size={17} />} disabled={disabled} onClick={onClick}>
      {t('start')}
    </Button>
  );
}

/** Which columns say how long each row stayed. */
export function SurvivalQuestion({ draft, busy, onStart }: QuestionProps) {
  const t = useMessages(studyMessages);
  const { chosen, names, select } = useColumns(draft, {
    duration: named(draft, /^(duration|tenure|week|weeks|time|months?|days?|t)$/i),
    event: draft.proposed.label ?? named(draft, /^(event|arrest|observed|e|status)$/i),
  });
  const [positive, setPositive] = useState<string | null>(null);
  const [covariates, setCovariates] = useState<string[]>([]);
  const { duration = null, event = null } = chosen;
  const values = draft.labels.find(({ column }) => column === event)?.values ?? [];
  const start = (): void => {
    if (duration === null || event === null) return;
    const isValue = positive !== null && values.some(({ value }) => value === positive);
    onStart({
      about: 'survival',
      duration,
      event,
      ...given(chosen, ['group', 'entry']),
      covariates,
      ...(isValue ? { positive } : {}),
    });
  };
  return (
    <Frame title={t('survivalTitle')} lead={t('survivalLead')}>
      <Group align="flex-start" gap="md">
        {select('duration', true)}
        {select('event', true)}
        <Select
          label={t('positive')}
          description={t('positiveHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          w={230}
          clearable
          placeholder={t('none')}
          data={values.map(({ value }) => value)}
          value={positive}
          onChange={setPositive}
        />
        {select('group', false)}
        {select('entry', false)}
        <MultiSelect
          label={t('covariates')}
          description={t('covariatesHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          w={476}
          searchable
          clearable
          data={names.filter((name) => name !== duration && name !== event)}
          value={covariates}
          onChange={setCovariates}
        />
      </Group>
      <StartButton disabled={busy || duration === null || event === null} onClick={start} />
    </Frame>
  );
}

const kinds = ['purchases', 'customers'] as const;

/** Which columns say what was bought, by whom and when. */
export function LifetimeQuestion({ draft, busy, onStart }: QuestionProps) {
  const t = useMessages(studyMessages);
  const frequency = named(draft, /^(frequency|repeats|x)$/i);
  const [kind, setKind] = useState<(typeof kinds)[number]>(frequency === null ? 'purchases' : 'customers');
  const { chosen, select } = useColumns(draft, {
    frequency,
    recency: named(draft, /^(recency|t_?x)$/i),
    age: named(draft, /^(t|age)$/i),
    monetary: named(draft, /^(monetary(_value)?|mean)$/i),
    customer: draft.proposed.id ?? named(draft, /customer|client|^id$/i),
    date: named(draft, /date|^day$|fecha/i),
    amount: named(draft, /amount|price|revenue|importe/i),
  });
  const [horizon, setHorizon] = useState<number | string>(52);
  const [unitDays, setUnitDays] = useState<number | string>(7);
  const [discount, setDiscount] = useState<number | string>(10);
  const ahead = { horizon: Number(horizon), discount: Number(discount) / 100 };
  const asked = ((): AskedStudy | null => {
    if (horizon === '' || discount === '' || !(Number(unitDays) > 0)) return null;
    const { customer = null, date = null, frequency: x = null, recency = null, age = null } = chosen;
    if (kind === 'purchases')
      return customer === null || date === null
        ? null
        : { about: 'purchases', customer, date, ...given(chosen, ['amount']), ...ahead };
    if (x === null || recency === null || age === null) return null;
    const more = { ...given(chosen, ['monetary', 'customer']), ...ahead, unitDays: Number(unitDays) };
    return { about: 'customers', frequency: x, recency, age, ...more };
  })();
  const number = { w: 230, min: 0, hideControls: true } as const;
  return (
    <Frame title={t('lifetimeTitle')} lead={t('lifetimeLead')}>
      <Group mb="sm" gap="sm" role="group" aria-label={t('of')}>
        <Text size="sm" fw={500}>
          {t('of')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('of')}
          data={kinds.map((value) => ({ value, label: t(`of_${value}`) }))}
          value={kind}
          onChange={setKind}
        />
      </Group>
      <Group align="flex-start" gap="md">
        {kind === 'purchases'
          ? [select('customer', true), select('date', true), select('amount', false)]
          : [
              select('frequency', true),
              select('recency', true),
              select('age', true),
              select('monetary', false),
              select('customer', false),
              <NumberInput key="unit" {...number} label={t('unitDays')} value={unitDays} onChange={setUnitDays} />,
            ]}
        <NumberInput
          {...number}
          label={t(kind === 'purchases' ? 'horizonWeeks' : 'horizonUnits')}
          value={horizon}
          onChange={setHorizon}
        />
        <NumberInput {...number} label={t('discount')} suffix=" %" value={discount} onChange={setDiscount} />
      </Group>
      <StartButton disabled={busy || asked === null} onClick={() => asked !== null && onStart(asked)} />
    </Frame>
  );
}
