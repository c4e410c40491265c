import { Group, MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { revenueQuestion } from '../../../shared/contract/index.ts';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect, ScopeInput } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
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
  const saved = useQuery(useApi().segments.list.queryOptions({ retry: false })).data ?? [];
  const isBySegment = question.breakdown === 'segments';
  return (
    <Group align="flex-start" gap="sm" role="group" aria-label={t('controls')}>
      <Select
        label={t('period')}
        data={periods.map((period) => ({ value: period, label: t(period) }))}
        value={question.period}
        onChange={(period) => onChange({ period: revenueQuestion.shape.period.parse(period ?? undefined) })}
        allowDeselect={false}
        w={110}
      />
      <ScopeInput value={question} onChange={onChange} />
      <Select
        label={t('level')}
        data={levels.map((level) => ({ value: level, label: t(`level_${level}`) }))}
        value={question.level}
        onChange={(level) => onChange({ level: revenueQuestion.shape.level.parse(level ?? undefined) })}
        allowDeselect={false}
        w={180}
      />
      <AttributeSelect
        label={t('breakdown')}
        value={question.breakdown}
        onChange={(chosen) => {
          const breakdown = revenueQuestion.shape.breakdown.parse(chosen);
          const first = breakdown === 'segments' ? saved.slice(0, 3).map(({ id }) => id) : undefined;
          onChange({ breakdown, segments: first });
        }}
        allowNone={t('noBreakdown')}
        extra={[
          { value: 'cohort', label: t('cohort') },
          ...(saved.length > 0 || isBySegment ? [{ value: 'segments', label: t('savedSegments') }] : []),
        ]}
        width={180}
      />
      {isBySegment ? (
        <MultiSelect
          label={t('savedSegments')}
          data={saved.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={question.segments.map(String)}
          onChange={(chosen) => onChange({ segments: chosen.map(Number) })}
          maxValues={20}
          searchable
          miw={260}
        />
      ) : null}
    </Group>
  );
}
