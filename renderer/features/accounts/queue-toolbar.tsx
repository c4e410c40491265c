import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { useApi } from '../../app/client.tsx';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { FacetFilter } from './facet-filter.tsx';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { facets, isFiltered, noFilter } from './queue-view.ts';
import type { QueueView } from './queue-view.ts';

const riskSteps = [0.1, 0.2, 0.3, 0.5, 0.7];
const renewalSteps = [30, 60, 90, 180, 365];

type QueueToolbarProps = {
  readonly view: QueueView;
  readonly onChange: (change: Partial<QueueView>) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
};

export function QueueToolbar({ view, onChange, searchRef }: QueueToolbarProps) {
  const t = useMessages(accountsMessages);
  const format = useFormat();
  const offered = useQuery(useApi().accounts.facets.queryOptions()).data;
  return (
    <Group gap="xs" align="center">
      <SearchField search={view.search} onSearch={(search) => onChange({ search })} inputRef={searchRef} />
      {facets.map((facet) => (
        <FacetFilter
          key={facet}
          label={t(facet)}
          options={offered?.[facet] ?? []}
          chosen={view[facet]}
          onChange={(values) => onChange({ [facet]: values })}
        />
      ))}
      <Select
        size="xs"
        w={122}
        aria-label={t('risk')}
        data={[
          { value: '', label: t('anyRisk') },
          ...riskSteps.map((step) => ({
            value: String(step),
            label: t('riskFrom', { percent: format.percent(step, 0) }),
          })),
        ]}
        value={view.minProbability === undefined ? '' : String(view.minProbability)}
        onChange={(value) => onChange({ minProbability: value === null || value === '' ? undefined : Number(value) })}
        allowDeselect={false}
      />
      <Select
        size="xs"
        w={168}
        aria-label={t('renewal')}
        data={[
          { value: '', label: t('anyRenewal') },
          ...renewalSteps.map((step) => ({ value: String(step), label: t('renewalWithin', { count: step }) })),
        ]}
        value={view.renewalWithinDays === undefined ? '' : String(view.renewalWithinDays)}
        onChange={(value) =>
          onChange({ renewalWithinDays: value === null || value === '' ? undefined : Number(value) })
        }
        allowDeselect={false}
      />
      <SavedSegmentFilter chosen={view.inSegment} onChange={(inSegment) => onChange({ inSegment })} />
      <Checkbox
        size="xs"
        label={t('includeChurned')}
        checked={view.includeChurned}
        onChange={(event) => onChange({ includeChurned: event.currentTarget.checked })}
      />
      {isFiltered(view) ? (
        <Button size="xs" variant="subtle" onClick={() => onChange(noFilter)}>
          {t('clear')}
        </Button>
      ) : null}
    </Group>
  );
}

type SavedSegmentFilterProps = {
  readonly chosen: number | undefined;
  readonly onChange: (segment: number | undefined) => void;
};

/** Nothing where no segment is saved: most books have none at first. */
function SavedSegmentFilter({ chosen, onChange }: SavedSegmentFilterProps) {
  const t = useMessages(accountsMessages);
  const saved = useQuery(useApi().segments.list.queryOptions()).data ?? [];
  if (saved.length === 0 && chosen === undefined) return null;
  const isGone = chosen !== undefined && !saved.some(({ id }) => id === chosen);
  return (
    <Select
      size="xs"
      w={168}
      aria-label={t('savedSegment')}
      data={[
        { value: '', label: t('anySavedSegment') },
        ...saved.map(({ id, name }) => ({ value: String(id), label: name })),
        ...(isGone ? [{ value: String(chosen), label: t('savedSegmentGone') }] : []),
      ]}
      value={chosen === undefined ? '' : String(chosen)}
      onChange={(value) => onChange(value === null || value === '' ? undefined : Number(value))}
      allowDeselect={false}
      searchable={saved.length > 8}
    />
  );
}

type SearchFieldProps = {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
};

function SearchField({ search, onSearch, inputRef }: SearchFieldProps) {
  const t = useMessages(accountsMessages);
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  const [told, setTold] = useState(search);
  const tellNow = (words: string): void => {
    setTold(words);
    onSearch(words);
  };
  const tell = useDebouncedCallback(tellNow, 80);
  // A link or the clear button changed the search from outside; an echo of what was typed here must not undo later typing.
  if (search !== seen) {
    setSeen(search);
    if (search !== told) setText(search);
  }
  return (
    <TextInput
      ref={inputRef}
      size="xs"
      w={180}
      type="search"
      aria-label={t('search')}
      placeholder={`${t('search')}  /`}
      title={t('searchKeys')}
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        if (text !== '') {
          setText('');
          tellNow('');
        } else event.currentTarget.blur();
      }}
    />
  );
}
