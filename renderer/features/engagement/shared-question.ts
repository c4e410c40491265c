const sharedKeys = ['activity', 'from', 'to', 'segment'] as const;

/** What the questions of all tabs have in common, of the question in an address; undefined where that is nothing. */
export function sharedQuestion(asked: unknown): Record<string, unknown> | undefined {
  if (typeof asked !== 'object' || asked === null) return undefined;
  const entries = Object.entries(asked).filter(([key]) => (sharedKeys as readonly string[]).includes(key));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
