import { Button, Checkbox, Collapse, Group, NumberInput, Stack } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { PathQuestion } from '../../../shared/contract/index.ts';
import { EventSelectorInput, ScopeInput } from '../../app/analysis/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

const daySeconds = 86_400;

type ControlsProps = {
  readonly question: PathQuestion;
  readonly onChange: (patch: Partial<PathQuestion>) => void;
};

export function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const moreId = useId();
  const isPlain =
    question.occurrence === 'first' && question.unit === 'account' && question.events.length === 0 && question.collapse;
  const [isMoreOpen, setIsMoreOpen] = useState(!isPlain);
  const [days, setDays] = useState<number | string | null>(null);
  const number = (label: string, value: number, most: number, change: (next: number) => void) => (
    <NumberInput
      label={label}
      w={130}
      min={1}
      max={most}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      onChange={(next) => {
        if (typeof next === 'number' && next >= 1) change(next);
      }}
    />
  );
  return (
    <Stack gap="sm">
      <Group align="flex-start" gap="md">
        <EventSelectorInput
          label={t('anchor')}
          anyLabel={t('emptyTitle')}
          width={260}
          value={question.anchor}
          onChange={(anchor) => onChange({ anchor })}
        />
        <Choice
          label={t('direction')}
          value={question.direction}
          data={[
            { value: 'after', label: t('after') },
            { value: 'before', label: t('before') },
          ]}
          onChange={(direction) => onChange({ direction })}
        />
        {number(t('steps'), question.steps, 10, (steps) => onChange({ steps }))}
        <NumberInput
          label={t('window')}
          w={130}
          min={0.01}
          max={366}
          value={days ?? Math.round((question.windowSeconds / daySeconds) * 100) / 100}
          onChange={(next) => {
            setDays(next);
            if (typeof next === 'number' && next > 0 && next <= 366)
              onChange({ windowSeconds: Math.max(1, Math.round(next * daySeconds)) });
          }}
          onBlur={() => setDays(null)}
        />
        <ScopeInput value={question} onChange={onChange} />
        <Button
          variant="subtle"
          color="gray"
          mt={25}
          leftSection={<IconAdjustments size={16} />}
          aria-expanded={isMoreOpen}
          aria-controls={moreId}
          onClick={() => setIsMoreOpen((value) => !value)}
        >
          {t(isMoreOpen ? 'fewer' : 'more')}
        </Button>
      </Group>
      <Collapse expanded={isMoreOpen} id={moreId}>
        <Group align="flex-start" gap="md">
          <EventSelectorInput
            label={t('events')}
            anyLabel={t('everyEvent')}
            width={260}
            allowFilters={false}
            value={{ events: question.events, where: [] }}
            onChange={({ events }) => onChange({ events })}
          />
          <Choice
            label={t('occurrence')}
            value={question.occurrence}
            data={[
              { value: 'first', label: t('first') },
              { value: 'last', label: t('last') },
            ]}
            onChange={(occurrence) => onChange({ occurrence })}
          />
          <Choice
            label={t('unit')}
            value={question.unit}
            data={[
              { value: 'account', label: t('account') },
              { value: 'contact', label: t('contact') },
            ]}
            onChange={(unit) => onChange({ unit })}
          />
          {number(t('branches'), question.branches, 20, (branches) => onChange({ branches }))}
          <Checkbox
            mt={30}
            label={t('collapse')}
            checked={question.collapse}
            onChange={(event) => onChange({ collapse: event.currentTarget.checked })}
          />
        </Group>
      </Collapse>
    </Stack>
  );
}
