import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { WithEvents } from '../../app/analysis/index.ts';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { pageView, tabs } from './question.ts';
import { SeasonalityTab } from './seasonality-tab.tsx';
import { TrendTab } from './trend-tab.tsx';

const contents = { trend: TrendTab, seasonality: SeasonalityTab } as const;

/** Changing between the tabs keeps the days and the segment. */
export function TrendsPage() {
  const t = useMessages(messages);
  const [{ tab }] = useUrlState(pageView);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const Content = contents[tab];
  const open = (next: string | null): void => {
    const asked: unknown = search['q'];
    const shared = Object.entries(typeof asked === 'object' && asked !== null ? asked : {}).filter(([key]) =>
      ['from', 'to', 'segment'].includes(key),
    );
    void navigate({
      to: '.',
      search: {
        ...(next === 'trend' ? {} : { tab: next }),
        ...(shared.length === 0 ? {} : { q: Object.fromEntries(shared) }),
      },
      resetScroll: false,
    } as never);
  };
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List aria-label={t('tabs')} mb="md">
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tab.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <WithEvents>
          <Content />
        </WithEvents>
      </Tabs.Panel>
    </Tabs>
  );
}
