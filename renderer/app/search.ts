import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';

/** The search parameters that a schema accepts; a parameter that does not fit is left out, not an error. */
export function readSearch<Schema extends z.ZodObject>(
  schema: Schema,
  search: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  const whole = schema.safeParse(search);
  if (whole.success) return whole.data;
  const bad = new Set(whole.error.issues.map((issue) => String(issue.path[0])));
  const rest = schema.safeParse(Object.fromEntries(Object.entries(search).filter(([key]) => !bad.has(key))));
  // A rule over several fields names none of them.
  return rest.success ? rest.data : schema.parse({});
}

/**
 * The view state of a page, kept in the URL so that every view is a link. Fields need a default or `.optional()`;
 * values equal to what an empty URL means are left out of it.
 *
 * @example
 * const [view, setView] = useUrlState(z.object({ tab: z.enum(['usage', 'rows']).default('usage') }));
 * setView({ tab: 'rows' });
 */
export function useUrlState<Schema extends z.ZodObject>(
  schema: Schema,
): readonly [z.output<Schema>, (change: Partial<z.output<Schema>>, options?: { readonly push?: boolean }) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(() => readSearch(schema, search), [schema, search]);
  const change = useCallback(
    (update: Partial<z.output<Schema>>, options: { readonly push?: boolean } = {}) => {
      const defaults: Record<string, unknown> = readSearch(schema, {});
      void navigate({
        to: '.',
        search: (previous: Record<string, unknown>) => {
          const next: Record<string, unknown> = { ...previous, ...update };
          for (const [key, value] of Object.entries(next)) {
            if (value === undefined || JSON.stringify(value) === JSON.stringify(defaults[key])) delete next[key];
          }
          return next;
        },
        replace: options.push !== true,
        resetScroll: false,
      } as never);
    },
    [navigate, schema],
  );
  return [state, change];
}
