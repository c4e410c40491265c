import { createRouterUtils } from '@orpc/tanstack-query';
import type { RouterUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import { fromWireError } from '../../shared/contract/index.ts';
import type { ContractClient } from '../../shared/contract/index.ts';
import type { HostConnection } from './transport.ts';

export type Api = RouterUtils<ContractClient>;

const HostContext = createContext<{ readonly host: HostConnection; readonly api: Api } | null>(null);

export function HostProvider({ host, children }: { readonly host: HostConnection; readonly children: ReactNode }) {
  const value = useMemo(() => ({ host, api: createRouterUtils(host.client) }), [host]);
  return <HostContext value={value}>{children}</HostContext>;
}

function useConnection() {
  const value = useContext(HostContext);
  if (value === null) throw new Error('This component must stand inside a HostProvider.');
  return value;
}

/** What the host can do beside the contract: pick, register and save files, tell of a lost connection. */
export function useHost(): HostConnection {
  return useConnection().host;
}

/**
 * The contract as query and mutation options.
 *
 * @example
 * const api = useApi();
 * const queue = useQuery(api.accounts.facets.queryOptions());
 * const train = useMutation(api.models.train.mutationOptions());
 */
export function useApi(): Api {
  return useConnection().api;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The engine is on this machine: it is reachable without any network, and it tells when data changed.
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && fromWireError(error).code === 'engine_restarted',
        retryDelay: 600,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
