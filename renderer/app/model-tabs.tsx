import { Tabs } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../ui/messages.ts';
import { appMessages } from './messages.ts';

const modelPages = ['/model', '/model/reasons', '/model/backtest', '/model/drift', '/model/import'] as const;

/** The pages about models, side by side; each is an address of its own. */
export function ModelTabs({ children }: { readonly children: ReactNode }) {
  const t = useMessages(appMessages);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <Tabs value={path} onChange={(to) => to !== null && void navigate({ to } as never)} keepMounted={false}>
      <Tabs.List aria-label={t('model.pages')} mb="md">
        {modelPages.map((to) => (
          <Tabs.Tab key={to} value={to}>
            {t(`model.${to}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={path}>{children}</Tabs.Panel>
    </Tabs>
  );
}
