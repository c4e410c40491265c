import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../ui/messages.ts';
import { useApi } from '../client.tsx';
import { analysisMessages } from './messages.ts';

const fixedKeys = ['segment', 'plan', 'owner', 'country', 'industry', 'source'] as const;
const textOf = {
  segment: 'attributeSegment',
  plan: 'attributePlan',
  owner: 'attributeOwner',
  country: 'attributeCountry',
  industry: 'attributeIndustry',
  source: 'attributeSource',
} as const;
const furtherKey = 'attribute:';

/** The name of an attribute as people read it: `plan` → Plan, `attribute:region` → region. */
export function useAttributeName(): (key: string) => string {
  const t = useMessages(analysisMessages);
  return (key) => {
    const fixed = fixedKeys.find((entry) => entry === key);
    if (fixed !== undefined) return t(textOf[fixed]);
    return key.startsWith(furtherKey) ? key.slice(furtherKey.length) : key;
  };
}

const noChoice = '';

type AttributeSelectProps<Extra extends string> = {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (key: string | null) => void;
  /** The words for "none"; absent: an attribute must be chosen. */
  readonly allowNone?: string;
  /** Further choices beside the attributes, e.g. `{ value: 'cohort', label: … }`. */
  readonly extra?: readonly { readonly value: Extra; readonly label: string }[];
  readonly width?: number;
};

/** Chooses what accounts are told apart by. */
export function AttributeSelect<Extra extends string = never>({
  label,
  value,
  onChange,
  allowNone,
  extra = [],
  width = 190,
}: AttributeSelectProps<Extra>) {
  const t = useMessages(analysisMessages);
  const nameOf = useAttributeName();
  const vocabulary = useQuery(useApi().segments.vocabulary.queryOptions({ retry: false }));
  const further = (vocabulary.data?.attributes ?? []).map(({ key }) => key).filter((key) => key.startsWith(furtherKey));
  const keys: string[] = [...fixedKeys, ...further];
  if (value !== null && !keys.includes(value) && !extra.some((entry) => entry.value === value)) keys.push(value);
  const none = allowNone === undefined ? [] : [{ value: noChoice, label: allowNone }];
  return (
    <Select
      label={label}
      placeholder={t('chooseAttribute')}
      data={[...none, ...extra, ...keys.map((key) => ({ value: key, label: nameOf(key) }))]}
      value={value ?? (allowNone === undefined ? null : noChoice)}
      onChange={(chosen) => onChange(chosen === null || chosen === noChoice ? null : chosen)}
      allowDeselect={false}
      searchable={keys.length > 8}
      w={width}
    />
  );
}
