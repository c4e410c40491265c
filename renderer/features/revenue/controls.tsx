import { Group, NumberInput, Select } from '@mantine/core';
import { revenueQuestion } from '../../../shared/contract/index.ts';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect, ScopeInput } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

const periods = revenueQuestion.shape.period.unwrap().options;
const levels = revenueQuestion.shape.level.unwrap().options;

type ControlsProps = {
  readonly question: RevenueQuestion;
  readonly onChange: (patch: Partial<RevenueQuestion>) => void;
};

export function Controls({ question, onChange }: ControlsProps) {
  const t = useMessages(messages);
  return (
    <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
      <Select
        label={t('period')}
        data={periods.map((period) => ({ value: period, label: t(period) }))}
        value={question.period}
        onChange={(period) => onChange({ period: revenueQuestion.shape.period.parse(period ?? undefined) })}
        allowDeselect={false}
        w={122}
      />
      <ScopeInput value={question} onChange={onChange} />
      <Select
        label={t('level')}
        data={levels.map((level) => ({ value: level, label: t(`level_${level}`) }))}
        value={question.level}
        onChange={(level) => onChange({ level: revenueQuestion.shape.level.parse(level ?? undefined) })}
        allowDeselect={false}
        w={190}
      />
      <AttributeSelect
        label={t('breakdown')}
        value={question.breakdown}
        onChange={(breakdown) => onChange({ breakdown })}
        allowNone={t('noBreakdown')}
        extra={[{ value: 'cohort', label: t('cohort') }]}
        width={180}
      />
      {question.breakdown === null ? null : (
        <NumberInput
          label={t('groups')}
          value={question.groups}
          onChange={(value) => {
            if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 200)
              onChange({ groups: value });
          }}
          min={1}
          max={200}
          clampBehavior="blur"
          w={84}
        />
      )}
    </Group>
  );
}
