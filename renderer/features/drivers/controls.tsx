import { Button, Collapse, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { DriversQuestion } from '../../../shared/contract/index.ts';
import { ScopeInput } from '../../app/analysis/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { parseThresholds } from './thresholds.ts';

type ControlsProps = {
  readonly question: DriversQuestion;
  readonly onChange: (patch: Partial<DriversQuestion>) => void;
};

export function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const moreId = useId();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const number = (label: string, value: number, least: number, most: number, change: (next: number) => void) => (
    <NumberInput
      label={label}
      w={label.length > 18 ? 230 : 120}
      min={least}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least) change(next);
      }}
    />
  );
  return (
    <Stack gap="xs">
      <Group align="flex-start" gap="md">
        {number(t('behaviourDays'), question.behaviourDays, 1, 366, (behaviourDays) => onChange({ behaviourDays }))}
        {number(t('outcomeDays'), question.outcomeDays, 1, 730, (outcomeDays) => onChange({ outcomeDays }))}
        <Choice
          label={t('outcome')}
          value={question.outcome}
          data={[
            { value: 'active', label: t('active') },
            { value: 'paying', label: t('paying') },
          ]}
          onChange={(outcome) => onChange({ outcome })}
        />
        <ScopeInput value={question} onChange={onChange} fromLabel={t('fromEntry')} toLabel={t('toEntry')} />
      </Group>
      <Button
        variant="subtle"
        size="xs"
        w="fit-content"
        color="gray"
        leftSection={<IconAdjustments size={16} />}
        aria-expanded={isMoreOpen}
        aria-controls={moreId}
        onClick={() => setIsMoreOpen((value) => !value)}
      >
        {t(isMoreOpen ? 'fewer' : 'more')}
      </Button>
      <Collapse expanded={isMoreOpen} id={moreId}>
        <Group align="flex-start" gap="md">
          {number(t('gapDays'), question.gapDays, 0, 366, (gapDays) => onChange({ gapDays }))}
          <Choice
            label={t('entry')}
            value={question.entry}
            data={[
              { value: 'first-event', label: t('firstEvent') },
              { value: 'first-paid-day', label: t('firstPaidDay') },
            ]}
            onChange={(entry) => onChange({ entry })}
          />
          <Thresholds value={question.thresholds} onChange={(thresholds) => onChange({ thresholds })} />
          {number(t('leastGroup'), question.leastGroup, 5, 1000, (leastGroup) => onChange({ leastGroup }))}
        </Group>
      </Collapse>
    </Stack>
  );
}

function Thresholds({ value, onChange }: { readonly value: number[]; readonly onChange: (value: number[]) => void }) {
  const t = useMessages(messages);
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && parseThresholds(typed) === null;
  return (
    <TextInput
      label={t('thresholds')}
      description={t('thresholdsHelp')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      w={220}
      value={typed ?? value.join(', ')}
      error={isWrong ? t('thresholdsWrong') : null}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const parsed = parseThresholds(text);
        if (parsed !== null) onChange(parsed);
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null);
      }}
    />
  );
}
