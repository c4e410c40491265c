import { Button, Collapse, Group, Input, MultiSelect, SegmentedControl, Stack } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { DayInput, isRangeWrong, SegmentSelect } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { BreakdownInput } from './breakdown-input.tsx';
import { DurationInput } from './duration-input.tsx';
import { Exclusions } from './exclusions.tsx';
import { messages } from './messages.ts';
import { furtherOptions } from './question.ts';
import { isWindow } from './steps.ts';

type ControlsProps = {
  readonly question: FunnelQuestion;
  readonly onChange: (patch: Partial<FunnelQuestion>) => void;
};

/** Everything about a funnel but its steps; what few funnels need is folded away. */
export function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const further = furtherOptions(question);
  const [isOpen, setIsOpen] = useState(further > 0);
  const id = useId();
  return (
    <Stack gap="sm" role="group" aria-label={t('controls')}>
      <Input.Wrapper label={t('order')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('order')}
          value={question.order}
          onChange={(value) => onChange({ order: value === 'strict' || value === 'any' ? value : 'ordered' })}
          data={[
            { value: 'ordered', label: t('orderOrdered') },
            { value: 'strict', label: t('orderStrict') },
            { value: 'any', label: t('orderAny') },
          ]}
        />
      </Input.Wrapper>
      <DurationInput
        label={t('window')}
        units={['seconds', 'minutes', 'hours', 'days', 'weeks']}
        seconds={question.windowSeconds}
        isValid={isWindow}
        wrong={t('windowWrong')}
        onChange={(seconds) => onChange({ windowSeconds: seconds })}
      />
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <DayInput label={t('from')} value={question.from} onChange={(from) => onChange({ from })} />
        <DayInput
          label={t('to')}
          value={question.to}
          onChange={(to) => onChange({ to })}
          error={isRangeWrong(question) ? t('rangeWrong') : null}
        />
      </Group>
      <SegmentSelect value={question.segment} onChange={(segment) => onChange({ segment })} />
      <BreakdownInput question={question} onChange={onChange} />
      <Group>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          aria-controls={id}
          rightSection={isOpen ? <IconChevronUp size={15} /> : <IconChevronDown size={15} />}
          onClick={() => setIsOpen((before) => !before)}
        >
          {further === 0 ? t('further') : t('furtherActive', { count: further })}
        </Button>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <Stack gap="sm">
          <Input.Wrapper label={t('unit')}>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('unit')}
              value={question.unit}
              onChange={(value) => onChange({ unit: value === 'contact' ? 'contact' : 'account' })}
              data={[
                { value: 'account', label: t('unitAccount') },
                { value: 'contact', label: t('unitContact') },
              ]}
            />
          </Input.Wrapper>
          <DurationInput
            label={t('grace')}
            description={t('graceText')}
            units={['seconds', 'minutes']}
            seconds={question.graceSeconds}
            isValid={(seconds) => Number.isInteger(seconds) && seconds >= 0 && seconds <= 3600}
            wrong={t('graceWrong')}
            disabled={question.order !== 'ordered' || question.exclusions.length > 0}
            onChange={(seconds) => onChange({ graceSeconds: seconds })}
          />
          <HoldConstant question={question} onChange={onChange} />
          <Exclusions question={question} onChange={onChange} />
        </Stack>
      </Collapse>
    </Stack>
  );
}

const mostHeld = 3;

function HoldConstant({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  const properties = useQuery(useApi().events.properties.queryOptions());
  const keys = (properties.data ?? []).map(({ key }) => key);
  return (
    <MultiSelect
      label={t('hold')}
      description={t('holdText')}
      data={[...new Set([...keys, ...question.holdConstant])]}
      value={question.holdConstant}
      maxValues={mostHeld}
      searchable
      clearable
      onChange={(holdConstant) => onChange({ holdConstant })}
    />
  );
}
