import { Button, Group, MultiSelect, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { SegmentSelect } from '../../app/analysis/index.ts';
import { useApi } from '../../app/client.tsx';
import { accountsMessages } from '../../app/account-parts/messages.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { conditionsOf, noFilter } from './view.ts';
import type { ReviewView } from './view.ts';

const facets = ['owner', 'segment', 'plan', 'country'] as const;
const risks = [0.1, 0.2, 0.3, 0.5];
const renewals = [30, 60, 90, 180, 365];

type FilterMenuProps = { readonly view: ReviewView; readonly onChange: (change: Partial<ReviewView>) => void };

/** The queue's conditions, out of the way while one decides. */
export function FilterMenu({ view, onChange }: FilterMenuProps) {
  const t = useMessages(messages);
  const a = useMessages(accountsMessages);
  const format = useFormat();
  const [isOpen, setIsOpen] = useState(false);
  const offered = useQuery(useApi().accounts.facets.queryOptions({ enabled: isOpen })).data;
  const conditions = conditionsOf(view);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width={340} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant={conditions > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={14} />}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {conditions === 0 ? t('filter') : t('filters', { count: conditions })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <SearchField search={view.search} onSearch={(search) => onChange({ search })} />
          {facets.map((facet) => (
            <MultiSelect
              key={facet}
              size="xs"
              label={a(facet)}
              data={[...new Set([...(offered?.[facet] ?? []).map(({ value }) => value), ...view[facet]])]}
              value={view[facet]}
              onChange={(values) => onChange({ [facet]: values })}
              searchable
              clearable
              comboboxProps={{ withinPortal: false }}
            />
          ))}
          <Group grow>
            <Select
              size="xs"
              label={t('riskFrom')}
              data={[
                { value: '', label: t('any') },
                ...risks.map((risk) => ({
                  value: String(risk),
                  label: t('riskFromOf', { percent: format.percent(risk, 0) }),
                })),
              ]}
              value={String(view.minProbability ?? '')}
              onChange={(value) => onChange({ minProbability: value ? Number(value) : undefined })}
              comboboxProps={{ withinPortal: false }}
              allowDeselect={false}
            />
            <Select
              size="xs"
              label={t('renewalWithin')}
              data={[
                { value: '', label: t('any') },
                ...renewals.map((days) => ({ value: String(days), label: t('renewalWithinOf', { days }) })),
              ]}
              value={String(view.renewalWithinDays ?? '')}
              onChange={(value) => onChange({ renewalWithinDays: value ? Number(value) : undefined })}
              comboboxProps={{ withinPortal: false }}
              allowDeselect={false}
            />
          </Group>
          <SegmentSelect
            value={view.inSegment ?? null}
            onChange={(segment) => onChange({ inSegment: segment ?? undefined })}
          />
          {conditions === 0 ? null : (
            <Button size="xs" variant="subtle" onClick={() => onChange(noFilter)}>
              {t('clear')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function SearchField({ search, onSearch }: { readonly search: string; readonly onSearch: (search: string) => void }) {
  const t = useMessages(messages);
  const [text, setText] = useState(search);
  const tell = useDebouncedCallback(onSearch, 250);
  return (
    <TextInput
      size="xs"
      type="search"
      label={t('search')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
