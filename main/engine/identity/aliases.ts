/** A decision that stands: `merged` counts as `kept`. */
export type Decision = { readonly kept: string; readonly merged: string };

/** Which id stands for an account, whatever it was merged into since; an account that is not merged stands for itself. */
export function standsFor(aliases: ReadonlyMap<string, string>, id: string): string {
  return aliases.get(id) ?? id;
}

/**
 * What decisions come to: every merged id with the id that stands for it, chains followed to their end. An id that comes
 * back to itself by a chain is left out, so that a damaged list cannot make accounts vanish.
 */
export function resolveDecisions(decisions: Iterable<Decision>): Map<string, string> {
  const next = new Map<string, string>();
  for (const { kept, merged } of decisions) next.set(merged, kept);
  const aliases = new Map<string, string>();
  for (const merged of next.keys()) {
    let end = merged;
    const seen = new Set<string>();
    for (let step = next.get(end); step !== undefined && !seen.has(end); step = next.get(end)) {
      seen.add(end);
      end = step;
    }
    if (!next.has(end)) aliases.set(merged, end);
  }
  return aliases;
}

/** Whether deciding that `merged` counts as `kept` would lead back to where it came from. */
export function makesCircle(aliases: ReadonlyMap<string, string>, { kept, merged }: Decision): boolean {
  return kept === merged || standsFor(aliases, kept) === merged;
}
