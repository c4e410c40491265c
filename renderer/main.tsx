import { styleNonce } from './app/strict.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, HostProvider } from './app/client.tsx';
import { StartFailure } from './app/failures.tsx';
import { speak } from './app/i18n.ts';
import { createAppRouter } from './app/router.tsx';
import { cssVariables, theme } from './app/theme.ts';
import { connectHost } from './app/transport.ts';

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => styleNonce}
      >
        <Notifications position="bottom-right" />
        {children}
      </MantineProvider>
    </StrictMode>
  );
}

async function start(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  speak(null);
  try {
    const host = await connectHost();
    // The address is only read now: the host takes its one-time token out of it first.
    const router = createAppRouter();
    root.render(
      <Frame>
        <QueryClientProvider client={createQueryClient()}>
          <HostProvider host={host}>
            <RouterProvider router={router} />
          </HostProvider>
        </QueryClientProvider>
      </Frame>,
    );
  } catch (error) {
    root.render(
      <Frame>
        <StartFailure error={error} />
      </Frame>,
    );
  }
}

const element = document.getElementById('root');
if (element !== null) void start(element);
