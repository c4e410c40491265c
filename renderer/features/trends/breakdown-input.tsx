import { useQuery } from '@tanstack/react-query';
import type { TrendQuestion } from '../../../shared/contract/index.ts';
import { AttributeSelect } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

type Breakdown = TrendQuestion['breakdown'];

const eventChoice = ':event';
const propertyChoice = ':property:';

/** By an attribute of the account, the event, or one of its properties. */
export function BreakdownInput({
  value,
  onChange,
}: {
  readonly value: Breakdown;
  readonly onChange: (value: Breakdown) => void;
}) {
  const t = useMessages(messages);
  const properties = useQuery(useApi().events.properties.queryOptions());
  const keys = (properties.data ?? []).map(({ key }) => key).filter((key) => key !== 'quantity');
  if (value?.by === 'property' && !keys.includes(value.key)) keys.push(value.key);
  const extra = [
    { value: eventChoice, label: t('byEvent') },
    ...keys.map((key) => ({ value: `${propertyChoice}${key}`, label: t('byProperty', { key }) })),
  ];
  const chosen =
    value === null
      ? null
      : value.by === 'event'
        ? eventChoice
        : value.by === 'property'
          ? `${propertyChoice}${value.key}`
          : value.key;
  return (
    <AttributeSelect
      label={t('breakdown')}
      value={chosen}
      allowNone={t('notBroken')}
      extra={extra}
      onChange={(next) => {
        if (next === null) onChange(null);
        else if (next === eventChoice) onChange({ by: 'event' });
        else if (next.startsWith(propertyChoice)) {
          onChange({ by: 'property', key: next.slice(propertyChoice.length) });
        } else onChange({ by: 'attribute', key: next });
      }}
    />
  );
}
