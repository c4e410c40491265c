import { Select } from '@mantine/core';
import { useAttributeName } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { useVocabulary } from './use-vocabulary.ts';

const fixedKeys = ['segment', 'plan', 'owner', 'country', 'industry', 'source'] as const;
const ownKeys = ['name', 'id', 'website', 'employees', 'created_day', 'parent_id'] as const;

type FieldSelectProps = { readonly value: string; readonly onChange: (field: string) => void };

/** What a condition is about: the columns of accounts first, then what they did, paid and said. */
export function FieldSelect({ value, onChange }: FieldSelectProps) {
  const t = useMessages(messages);
  const nameOf = useAttributeName();
  const further = (useVocabulary().data?.attributes ?? [])
    .map(({ key }) => key)
    .filter((key) => key.startsWith('attribute:'));
  const missing = /^attribute\/(attribute:.+)$/s.exec(value)?.[1];
  const keys = missing === undefined || further.includes(missing) ? further : [...further, missing];
  const field = (
    name:
      'usage' | 'last-seen' | 'tickets' | 'survey' | 'revenue' | 'score' | 'renewal' | 'churned' | 'segment' | 'set',
  ) => ({
    value: name,
    label: t(`field_${name}`),
  });
  return (
    <Select
      aria-label={t('field')}
      w={160}
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={[
        { group: t('group_usage'), items: [field('usage'), field('last-seen')] },
        {
          group: t('group_account'),
          items: [
            ...[...fixedKeys, ...keys].map((key) => ({ value: `attribute/${key}`, label: nameOf(key) })),
            ...ownKeys.map((key) => ({ value: `attribute/${key}`, label: t(`key_${key}`) })),
          ],
        },
        {
          group: t('group_money'),
          items: [
            field('revenue'),
            field('renewal'),
            { value: 'attribute/renewal_day', label: t('key_renewal_day') },
            field('churned'),
          ],
        },
        { group: t('group_voice'), items: [field('tickets'), field('survey')] },
        { group: t('group_risk'), items: [field('score')] },
        { group: t('group_saved'), items: [field('segment'), field('set')] },
      ]}
      value={value}
      onChange={(chosen) => {
        if (chosen !== null && chosen !== value) onChange(chosen);
      }}
      allowDeselect={false}
      searchable
    />
  );
}
