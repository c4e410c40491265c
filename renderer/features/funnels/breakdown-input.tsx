import { MultiSelect, NumberInput, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FunnelQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

const segmentsChoice = ':segments';
const propertyChoice = ':property:';

type BreakdownInputProps = {
  readonly question: FunnelQuestion;
  readonly onChange: (patch: Partial<FunnelQuestion>) => void;
};

/** What units are told apart by: an attribute of the account, a property of an event, or saved segments. */
export function BreakdownInput({ question, onChange }: BreakdownInputProps) {
  const t = useMessages(messages);
  const { breakdown, steps, groups } = question;
  const properties = useQuery(useApi().events.properties.queryOptions());
  const segments = useQuery(useApi().segments.list.queryOptions({ retry: false }));
  const keys = (properties.data ?? []).map(({ key }) => key);
  if (breakdown?.by === 'property' && !keys.includes(breakdown.key)) keys.push(breakdown.key);
  const saved = (segments.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const extra = [
    ...(saved.length > 0 || breakdown?.by === 'segments' ? [{ value: segmentsChoice, label: t('bySegments') }] : []),
    ...keys.map((key) => ({ value: `${propertyChoice}${key}`, label: t('byProperty', { key }) })),
  ];
  const choose = (value: string | null) => {
    if (value === null) onChange({ breakdown: null });
    else if (value === segmentsChoice) {
      const first = segments.data?.slice(0, 2).map(({ id }) => id) ?? [];
      onChange({ breakdown: first.length === 0 ? null : { by: 'segments', segments: first } });
    } else if (value.startsWith(propertyChoice)) {
      const key = value.slice(propertyChoice.length);
      onChange({ breakdown: { by: 'property', key, attribution: 'first', step: 0 } });
    } else onChange({ breakdown: { by: 'attribute', key: value } });
  };
  const value =
    breakdown === null
      ? null
      : breakdown.by === 'segments'
        ? segmentsChoice
        : breakdown.by === 'property'
          ? `${propertyChoice}${breakdown.key}`
          : breakdown.key;
  return (
    <Stack gap="xs">
      <AttributeSelect
        label={t('breakdown')}
        value={value}
        onChange={choose}
        allowNone={t('notBroken')}
        extra={extra}
        width={306}
      />
      {breakdown?.by === 'property' ? (
        <Select
          label={t('attribution')}
          allowDeselect={false}
          value={breakdown.attribution === 'step' ? String(breakdown.step) : breakdown.attribution}
          data={[
            { value: 'first', label: t('attributionFirst') },
            { value: 'last', label: t('attributionLast') },
            ...steps.map((_, index) => ({ value: String(index), label: t('attributionStep', { number: index + 1 }) })),
          ]}
          onChange={(chosen) => {
            const part =
              chosen === 'first' || chosen === 'last'
                ? ({ attribution: chosen, step: 0 } as const)
                : ({ attribution: 'step', step: Number(chosen) } as const);
            onChange({ breakdown: { ...breakdown, ...part } });
          }}
        />
      ) : null}
      {breakdown?.by === 'segments' ? (
        <MultiSelect
          label={t('bySegments')}
          data={saved}
          maxValues={10}
          value={breakdown.segments.map(String)}
          onChange={(chosen) =>
            onChange({ breakdown: chosen.length === 0 ? null : { by: 'segments', segments: chosen.map(Number) } })
          }
        />
      ) : breakdown === null ? null : (
        <NumberInput
          label={t('groups')}
          description={t('groupsText')}
          min={1}
          max={50}
          allowDecimal={false}
          value={groups}
          onChange={(most) => {
            if (typeof most === 'number' && most >= 1 && most <= 50) onChange({ groups: most });
          }}
        />
      )}
    </Stack>
  );
}
