import { Spotlight } from '@mantine/spotlight';
import type { SpotlightActionData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconBookmark, IconBuilding, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useFormat } from '../ui/format.ts';
import { useMessages } from '../ui/messages.ts';
import { accountPath } from './account-id.ts';
import { insightLink } from './analysis/insight-link.ts';
import { useApi } from './client.tsx';
import { appMessages } from './messages.ts';
import { usePaletteActions } from './palette-actions.tsx';
import { kindText, places, tabs } from './places.ts';

const accountsShown = 7;

/** The library chooses the first entry when something is typed; accounts arrive later, and Enter opens the first of them too. */
function openFirst(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || document.querySelector('[data-action][data-selected]') !== null) return;
  document.querySelector<HTMLElement>('[data-action]')?.click();
}

/** Ctrl+K: go to a page, a saved insight or any account by its name, or do something. */
export function Palette() {
  const t = useMessages(appMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const api = useApi();
  const actions = usePaletteActions();
  const saved = useQuery(api.insights.list.queryOptions({ retry: false }));
  const found = useQuery(
    api.accounts.queue.queryOptions({
      input: { filter: { search, includeChurned: true }, limit: accountsShown },
      enabled: search !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const pages: SpotlightActionData[] = places.map(({ to, key, icon: Icon }) => ({
    id: to,
    label: t(key),
    leftSection: <Icon size={18} stroke={1.7} />,
    onClick: () => void navigate({ to }),
  }));
  const tabPages: SpotlightActionData[] = tabs.map(({ to, tab, key, icon: Icon }) => ({
    id: `${to} ${tab}`,
    label: t(key),
    leftSection: <Icon size={18} stroke={1.7} />,
    onClick: () => void navigate({ to, search: { tab } } as never),
  }));
  const insights: SpotlightActionData[] = (saved.data ?? []).map((insight) => ({
    id: `insight ${insight.id}`,
    label: insight.name,
    description: t(kindText[insight.kind]),
    leftSection: <IconBookmark size={18} stroke={1.7} />,
    onClick: () => void navigate(insightLink(insight) as never),
  }));
  const accounts: SpotlightActionData[] =
    search === ''
      ? []
      : (found.data?.rows ?? []).map((row) => ({
          id: `account ${row.id}`,
          label: row.name,
          // The engine has already matched these, perhaps by owner or plan.
          keywords: [typed],
          description: [
            row.owner,
            row.probability === null ? null : `${t('list.probability')} ${format.percent(row.probability)}`,
          ]
            .filter((word) => word !== null)
            .join(' · '),
          leftSection: <IconBuilding size={18} stroke={1.7} />,
          onClick: () => void navigate({ to: accountPath(row.id) }),
        }));
  return (
    <Spotlight
      actions={[
        { group: t('palette.pages'), actions: [...pages, ...tabPages] },
        { group: t('palette.insights'), actions: insights },
        { group: t('palette.accounts'), actions: accounts },
        { group: t('palette.actions'), actions },
      ]}
      query={typed}
      onQueryChange={setTyped}
      shortcut={['mod + K']}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
        onKeyDown: openFirst,
      }}
    />
  );
}
