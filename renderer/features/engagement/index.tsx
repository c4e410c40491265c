import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { WithEvents } from '../../app/analysis/index.ts';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { IntervalTab } from './interval-tab.tsx';
import { LifecycleTab } from './lifecycle-tab.tsx';
import { messages } from './messages.ts';
import { pageView, tabs } from './question.ts';
import { sharedQuestion } from './shared-question.ts';
import { StickinessTab } from './stickiness-tab.tsx';

const contents = { lifecycle: LifecycleTab, stickiness: StickinessTab, interval: IntervalTab } as const;

/** Three views of the same activity; changing between them keeps the activity, the days and the segment. */
export function EngagementPage() {
  const t = useMessages(messages);
  const [{ tab }] = useUrlState(pageView);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const Content = contents[tab];
  const open = (next: string | null): void => {
    const q = sharedQuestion(search['q']);
    void navigate({
      to: '.',
      search: { ...(next === 'lifecycle' ? {} : { tab: next }), ...(q === undefined ? {} : { q }) },
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
