import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../shared/contract/index.ts';
import { useMessages } from '../ui/messages.ts';
import { uiMessages } from '../ui/texts.ts';
import { useApi, useHost } from './client.tsx';
import { follow } from './follow.ts';
import { appMessages } from './messages.ts';
import { useWorkspaceStatus } from './workspace.ts';

const endStates = new Set<Job['state']>(['done', 'failed', 'cancelled', 'interrupted']);
const listLimit = 50;
const millisecondsBetweenDraws = 100;

export function isEnded(job: Job): boolean {
  return endStates.has(job.state);
}

/** What a job is called: a dry run of an import is a check, which is known when it has ended. */
export function kindOf(job: Job): Job['kind'] | 'check' {
  return job.kind === 'import' && job.result?.['dryRun'] === true ? 'check' : job.kind;
}

/** The newest first, with `job` in its place. */
export function withJob(jobs: readonly Job[], job: Job): Job[] {
  const others = jobs.filter((other) => other.id !== job.id);
  return [job, ...others].sort((a, b) => b.id - a.id).slice(0, listLimit);
}

/** Jobs, newest first; kept fresh by `JobsWatcher`. */
export function useJobs() {
  const open = useWorkspaceStatus().data?.current;
  const api = useApi();
  return useQuery(
    api.jobs.list.queryOptions({
      input: { limit: listLimit },
      enabled: open !== null && open !== undefined && !open.locked,
    }),
  );
}

/** Jobs that the page at hand shows itself: their ends need no toast over it. */
const followed = new Set<number>();

/** One job, live; undefined until it is known. The page that asks shows how it goes and how it ends. */
export function useFollowedJob(id: number | null): Job | undefined {
  useEffect(() => {
    if (id === null) return undefined;
    followed.add(id);
    return () => void followed.delete(id);
  }, [id]);
  return useJob(id);
}

/** One job, live; undefined until it is known. */
export function useJob(id: number | null): Job | undefined {
  const api = useApi();
  const query = useQuery(api.jobs.get.queryOptions({ input: { id: id ?? 1 }, enabled: id !== null }));
  return id === null ? undefined : query.data;
}

export function useCancelJob() {
  return useMutation(useApi().jobs.cancel.mutationOptions());
}

export function usePauseJob() {
  return useMutation(useApi().jobs.pause.mutationOptions());
}

export function useResumeJob() {
  return useMutation(useApi().jobs.resume.mutationOptions());
}

/** Listens to every job of the open workspace: puts the news into the cache and tells of ends by a toast. */
export function JobsWatcher() {
  const { client } = useHost();
  const api = useApi();
  const queries = useQueryClient();
  const t = useMessages(appMessages);
  const words = useMessages(uiMessages);
  const open = useWorkspaceStatus().data?.current;
  const workspace = open && !open.locked ? open.id : null;

  useEffect(() => {
    if (workspace === null) return undefined;
    const controller = new AbortController();
    const fresh = new Map<number, Job>();
    let timer: ReturnType<typeof setTimeout> | null = null;

    const draw = (): void => {
      timer = null;
      for (const job of fresh.values()) {
        queries.setQueryData(api.jobs.get.queryKey({ input: { id: job.id } }), job);
        queries.setQueryData(api.jobs.list.queryKey({ input: { limit: listLimit } }), (jobs: Job[] | undefined) =>
          withJob(jobs ?? [], job),
        );
      }
      fresh.clear();
    };
    const onJob = (job: Job): void => {
      fresh.set(job.id, job);
      timer ??= setTimeout(draw, millisecondsBetweenDraws);
      if ((job.state === 'done' || job.state === 'failed') && !followed.has(job.id)) {
        const failed = job.state === 'failed';
        notifications.show({
          id: `job-${job.id}`,
          color: failed ? 'orange' : 'harbour',
          title: t(failed ? `kind.${job.kind}.failed` : `kind.${kindOf(job)}.done`),
          message: failed ? (job.error?.message ?? job.subject) : job.subject,
          autoClose: failed ? false : 5_000,
          withBorder: true,
          closeButtonProps: { 'aria-label': words('close') },
          styles: { description: { color: 'var(--mantine-color-dimmed)' } },
          // At the bottom it would lie over the buttons that a page keeps in sight there.
          position: 'top-center',
        });
      }
    };
    void follow((signal) => client.jobs.watch({}, { signal }), onJob, controller.signal);
    return () => {
      controller.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [workspace, client, api, queries, t, words]);

  return null;
}
