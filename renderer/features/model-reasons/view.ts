import { z } from 'zod';

/** The view of the page as it stands in the address. */
export const reasonsView = z.object({
  /** The feature whose picture is shown; the first one when empty. */
  feature: z.coerce.string().optional(),
  /** Only features of this theme. */
  theme: z.string().optional(),
  by: z.enum(['parts', 'shuffle']).default('parts'),
  /** Whose accounts are open: a feature's or a theme's. */
  open: z.string().optional(),
  side: z.enum(['raises', 'lowers']).default('raises'),
});
export type ReasonsView = z.output<typeof reasonsView>;
export type OnView = (change: Partial<ReasonsView>) => void;

/** `theme:usage` or `feature:seat_use` in the address as the accounts that are meant. */
export function openedSet(
  view: ReasonsView,
): { of: 'reason'; feature?: string; theme?: string; which: 'raises' | 'lowers' } | null {
  const [kind, name] = view.open?.split(':') ?? [];
  if (name === undefined || (kind !== 'theme' && kind !== 'feature')) return null;
  return { of: 'reason', [kind]: name, which: view.side };
}
