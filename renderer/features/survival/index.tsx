import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useUrlState } from '../../app/search.ts';
import { useMessages } from '../../ui/messages.ts';
import { CurveTab } from './curve-tab.tsx';
import { messages } from './messages.ts';
import { pageView, tabs } from './question.ts';
import { RenewalsTab } from './renewals-tab.tsx';

/** How long accounts stay, and what that says about each one's renewal. */
export function SurvivalPage() {
  const t = useMessages(messages);
  const [{ tab }] = useUrlState(pageView);
  const navigate = useNavigate();
  const open = (next: string | null): void =>
    void navigate({ to: '.', search: next === 'renewals' ? { tab: next } : {}, resetScroll: false } as never);
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <Tabs.List aria-label={t('tabs')} mb="md">
        {tabs.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tab.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>{tab === 'renewals' ? <RenewalsTab /> : <CurveTab />}</Tabs.Panel>
    </Tabs>
  );
}
