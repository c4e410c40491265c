import type { AnyRouter } from '@orpc/server';
import type { Grant } from '../../../shared/contract/index.ts';

/** The part of the engine that a host needs; the engine itself satisfies it. */
export type HostEngine = {
  router: AnyRouter;
  grants: {
    register(path: string, options?: { temporary?: boolean }): Grant;
    resolve(grant: string): { path: string; name: string };
  };
  uploadsDirectory(): string;
  close(): Promise<void>;
};
