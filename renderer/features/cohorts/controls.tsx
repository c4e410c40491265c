import { Button, Collapse, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { retentionQuestion } from '../../../shared/contract/index.ts';
import type { RetentionQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect, EventSelectorInput, ScopeInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { changed, countMore, followsContracts, readBrackets } from './search.ts';

const { shape } = retentionQuestion;

type ControlsProps = {
  readonly question: RetentionQuestion;
  readonly onChange: (patch: Partial<RetentionQuestion>) => void;
  readonly isMoreOpen: boolean;
  readonly onMore: (isOpen: boolean) => void;
};

/** The plain question in one row, the days and accounts it is narrowed to in the next, everything rarer behind a button. */
export function Controls({ question, onChange, isMoreOpen, onMore }: ControlsProps) {
  const t = useMessages(messages);
  const moreId = useId();
  const more = countMore(question);
  const byContract = followsContracts(question);
  const change = (patch: Partial<RetentionQuestion>): void => onChange(changed(question, patch));
  return (
    <Stack gap="sm" role="group" aria-label={t('controls')}>
      <Group align="flex-start" gap="sm">
        {byContract ? (
          <TextInput label={t('startEvents')} value={t('firstPayment')} readOnly w={250} />
        ) : (
          <EventSelectorInput
            label={t('startEvents')}
            value={question.start}
            onChange={(start) => change({ start })}
            width={250}
          />
        )}
        <EventSelectorInput
          label={t('returnEvents')}
          value={question.return}
          onChange={(next) => change({ return: next })}
          width={250}
        />
        <Choice
          label={t('periodLabel')}
          value={question.period}
          options={shape.period.unwrap().options}
          nameOf={(period) => t(period)}
          onChange={(period) => change({ period })}
          width={120}
        />
        <Choice
          label={t('mode')}
          value={question.mode}
          options={shape.mode.unwrap().options}
          nameOf={(mode) => t(`mode_${mode}`)}
          onChange={(mode) => change({ mode })}
          width={210}
        />
        {question.mode === 'bracket' ? (
          <BracketInput value={question.brackets} onChange={(brackets) => change({ brackets })} />
        ) : null}
      </Group>
      <Group align="flex-start" gap="sm">
        <ScopeInput value={question} onChange={change} fromLabel={t('from')} toLabel={t('to')} />
        <AttributeSelect
          label={t('cohortBy')}
          value={question.cohortBy}
          onChange={(cohortBy) => change({ cohortBy })}
          allowNone={t('cohortByEntry')}
          width={220}
          {...(byContract ? { extra: [{ value: 'term', label: t('cohortByTerm') }] } : {})}
        />
        <Button
          variant="default"
          mt={22}
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.7} />}
          rightSection={
            <IconChevronDown size={15} style={isMoreOpen ? { transform: 'rotate(180deg)' } : undefined} aria-hidden />
          }
          aria-expanded={isMoreOpen}
          aria-controls={moreId}
          onClick={() => onMore(!isMoreOpen)}
        >
          {more === 0 ? t('more') : t('moreSet', { number: more })}
        </Button>
      </Group>
      <Collapse expanded={isMoreOpen} id={moreId}>
        <Group align="flex-start" gap="sm">
          <Choice
            label={t('periods')}
            value={question.periods}
            options={shape.periods.unwrap().options}
            nameOf={(periods) => t(`periods_${periods}`)}
            onChange={(periods) => change({ periods })}
            width={230}
          />
          <Choice
            label={t('entry')}
            value={question.entry}
            options={shape.entry.unwrap().options}
            nameOf={(entry) => t(`entry_${entry}`)}
            onChange={(entry) => change({ entry })}
            width={190}
            disabled={byContract}
          />
          <Choice
            label={t('measure')}
            value={question.measure}
            options={shape.measure.unwrap().options}
            nameOf={(measure) => t(`measure_${measure}`)}
            onChange={(measure) => change({ measure })}
            width={200}
          />
          <Choice
            label={t('averageLabel')}
            value={question.average}
            options={shape.average.unwrap().options}
            nameOf={(average) => t(`average_${average}`)}
            onChange={(average) => change({ average })}
            width={205}
          />
          <NumberInput
            label={t('suppressBelow')}
            value={question.suppressBelow === 0 ? '' : question.suppressBelow}
            placeholder={t('suppressNone')}
            onChange={(value) => change({ suppressBelow: typeof value === 'number' ? value : 0 })}
            min={0}
            max={1000}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            w={150}
          />
        </Group>
      </Collapse>
    </Stack>
  );
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly onChange: (value: Value) => void;
  readonly width: number;
  readonly disabled?: boolean;
};

function Choice<Value extends string>({
  label,
  value,
  options,
  nameOf,
  onChange,
  width,
  disabled = false,
}: ChoiceProps<Value>) {
  return (
    <Select
      label={label}
      w={width}
      value={value}
      allowDeselect={false}
      disabled={disabled}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={options.map((option) => ({ value: option, label: nameOf(option) }))}
      onChange={(chosen) => {
        const found = options.find((option) => option === chosen);
        if (found !== undefined) onChange(found);
      }}
    />
  );
}

/** The lengths of the brackets as a list; what is no list of lengths stays in the field and is not asked. */
function BracketInput({
  value,
  onChange,
}: {
  readonly value: readonly number[];
  readonly onChange: (value: number[]) => void;
}) {
  const t = useMessages(messages);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readBrackets(typed) === null;
  return (
    <TextInput
      label={t('brackets')}
      value={typed ?? value.join(', ')}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const lengths = readBrackets(text);
        setTyped(text);
        if (lengths !== null) onChange(lengths);
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
      }}
      error={isWrong ? t('bracketsWrong') : null}
      w={170}
    />
  );
}
