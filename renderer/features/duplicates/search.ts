import { z } from 'zod';

export const kinds = ['exact', 'likely', 'possible'] as const;
export type Kind = (typeof kinds)[number];

export const validateSearch = z.object({ tab: z.enum([...kinds, 'history']).optional() });

/** The surest list with something in it: where a person begins. */
export function firstKind(counts: Readonly<Record<Kind, number>>): Kind {
  return kinds.find((kind) => counts[kind] > 0) ?? 'exact';
}
