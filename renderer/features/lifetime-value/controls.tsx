import { Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { LifetimeQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect, EventSelectorInput, SegmentSelect } from '../../app/analysis/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type ControlsProps = {
  readonly question: LifetimeQuestion;
  readonly onChange: (patch: Partial<LifetimeQuestion>) => void;
};

export function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  return (
    <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
      <Choice
        label={t('family')}
        value={question.family ?? 'contracts'}
        data={(['contracts', 'purchases'] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(family) => onChange({ family })}
      />
      <Number
        label={t('horizon')}
        value={question.horizonMonths}
        least={1}
        most={120}
        onChange={(horizonMonths) => onChange({ horizonMonths })}
      />
      <Number
        label={t('discount')}
        value={question.discount * 100}
        least={0}
        most={100}
        onChange={(percent) => onChange({ discount: percent / 100 })}
      />
      <Number
        label={t('margin')}
        value={question.margin * 100}
        least={1}
        most={100}
        onChange={(percent) => onChange({ margin: percent / 100 })}
      />
      <AttributeSelect
        label={t('by')}
        value={question.by}
        onChange={(by) => onChange({ by })}
        allowNone={t('byNone')}
        width={150}
      />
      <SegmentSelect value={question.segment} onChange={(segment) => onChange({ segment })} />
      {question.family === 'purchases' ? (
        <Choice
          label={t('source')}
          value={question.source}
          data={(['invoices', 'events'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(source) => onChange({ source })}
        />
      ) : null}
      {question.family === 'purchases' && question.source === 'events' ? (
        <EventSelectorInput
          label={t('purchase')}
          value={question.purchase}
          onChange={(purchase) => onChange({ purchase })}
        />
      ) : null}
    </Group>
  );
}

type NumberProps = {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
};

/** While a number is being typed it may be none, or too small: only what fits is asked. */
function Number({ label, value, least, most, onChange }: NumberProps) {
  const [typed, setTyped] = useState<number | string | null>(null);
  return (
    <NumberInput
      label={label}
      w={132}
      value={typed ?? Math.round(value * 100) / 100}
      min={least}
      max={most}
      allowDecimal={false}
      onChange={(next) => {
        const fits = typeof next === 'number' && next >= least && next <= most;
        setTyped(fits ? null : next);
        if (fits) onChange(next);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
