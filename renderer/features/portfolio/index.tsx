import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { MonthsTab } from './months-tab.tsx';
import { ScatterTab } from './scatter-tab.tsx';
import { Selection } from './selection.tsx';
import { TreeTab } from './tree-tab.tsx';
import { portfolioView, tabs } from './view.ts';

/** The whole book as a picture. */
export function PortfolioPage() {
  const t = useMessages(messages);
  const navigate = useNavigate();
  const [view, setView] = useUrlState(portfolioView);
  const Tab = { scatter: ScatterTab, tree: TreeTab, months: MonthsTab }[view.tab];
  const open = (next: string | null): void =>
    void navigate({
      to: '.',
      search: (search: Record<string, unknown>) => ({ ...search, tab: next ?? undefined, area: undefined }),
      resetScroll: false,
    } as never);
  return (
    <>
      <Tabs value={view.tab} onChange={open} keepMounted={false}>
        <Tabs.List aria-label={t('tabs')} mb="sm">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view.tab}>
          <Tab view={view} onView={setView} />
        </Tabs.Panel>
      </Tabs>
      <Selection view={view} onView={setView} />
    </>
  );
}
