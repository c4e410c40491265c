import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import type { PortfolioView, SetPortfolioView } from './view.ts';

type FiltersProps = { readonly view: PortfolioView; readonly onView: SetPortfolioView };

/** Which part of the book is drawn; the same for every picture. */
export function Filters({ view, onView }: FiltersProps) {
  const t = useMessages(messages);
  const api = useApi();
  const facets = useQuery(api.accounts.facets.queryOptions()).data;
  const saved = useQuery(api.segments.list.queryOptions()).data ?? [];
  return (
    <Group gap="xs">
      {(['owner', 'segment', 'plan'] as const).map((facet) => (
        <Select
          key={facet}
          size="xs"
          w={170}
          label={t(facet)}
          searchable={(facets?.[facet].length ?? 0) > 8}
          data={[
            { value: '', label: t('any') },
            ...(facets?.[facet] ?? []).map(({ value }) => ({ value: `v:${value}`, label: value })),
          ]}
          value={view[facet] === undefined ? '' : `v:${view[facet]}`}
          onChange={(value) =>
            onView({ [facet]: value?.startsWith('v:') === true ? value.slice(2) : undefined, area: undefined })
          }
          allowDeselect={false}
          limit={200}
        />
      ))}
      {saved.length === 0 && view.inSegment === undefined ? null : (
        <Select
          size="xs"
          w={190}
          label={t('saved')}
          searchable={saved.length > 8}
          data={[
            { value: '', label: t('anySaved') },
            ...saved.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={view.inSegment === undefined ? '' : String(view.inSegment)}
          onChange={(value) =>
            onView({ inSegment: value === null || value === '' ? undefined : Number(value), area: undefined })
          }
          allowDeselect={false}
        />
      )}
    </Group>
  );
}
