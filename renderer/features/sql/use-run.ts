import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SqlQuestion } from '../../../shared/contract/index.ts';
import { useApi, useHost } from '../../app/client.tsx';
import type { SqlAnswer } from './drawing.ts';

export type Run = {
  readonly answer: SqlAnswer | undefined;
  /** What the answer answers. */
  readonly asked: SqlQuestion | undefined;
  readonly error: unknown;
  readonly isRunning: boolean;
  readonly start: (question: SqlQuestion) => void;
  readonly cancel: () => void;
};

/** One statement at a time: a new one takes the place of the one that runs, and leaving the page ends it. */
export function useRun(): Run {
  const { client } = useHost();
  const queries = useQueryClient();
  const api = useApi();
  const running = useRef<AbortController | null>(null);
  const [last, setLast] = useState<{ answer: SqlAnswer; asked: SqlQuestion } | null>(null);
  const mutation = useMutation({
    mutationFn: async (asked: SqlQuestion) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const answer = await client.sql.run(asked, { signal: own.signal });
      if (running.current === own) setLast({ answer, asked });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.sql.history.key() }),
  });
  useEffect(() => () => running.current?.abort(), []);
  const { mutate } = mutation;
  const start = useCallback((question: SqlQuestion) => mutate(question), [mutate]);
  const cancel = useCallback(() => running.current?.abort(), []);
  return {
    answer: last?.answer,
    asked: last?.asked,
    error: mutation.error,
    isRunning: mutation.isPending,
    start,
    cancel,
  };
}
