import type { MergeProposal } from '../../../shared/contract/index.ts';

type Evidence = MergeProposal['evidence'][number];
type Facts = MergeProposal['keep'];

export const factKeys = ['name', 'id', 'website', 'country', 'source', 'revenue', 'rows'] as const;
export type FactKey = (typeof factKeys)[number];

/** One line of the comparison: a fact of both accounts, or evidence that no fact shows. */
export type Comparison = {
  readonly key: string;
  readonly fact: FactKey | null;
  readonly evidenceKind: Evidence['kind'] | null;
  /** What stands on each side, where it is text; facts that are formatted (money, counts) are read from the account. */
  readonly left: string | null;
  readonly right: string | null;
  /** 0 to 1; null where this line is no evidence. */
  readonly likeness: number | null;
};

/** Where a kind of evidence is about a fact that is shown anyway. */
const factOfEvidence: Partial<Record<Evidence['kind'], FactKey>> = {
  name: 'name',
  domain: 'website',
  country: 'country',
};

/** Both accounts side by side: evidence that no fact shows, then the facts that either has, each with the evidence about it. */
export function compare({ keep, merge, evidence }: MergeProposal): Comparison[] {
  const used = new Set<Evidence>();
  const facts = factKeys.flatMap((fact): Comparison[] => {
    const about = evidence.find(({ kind }) => factOfEvidence[kind] === fact);
    if (about) used.add(about);
    const [left, right] = [textOf(keep, fact), textOf(merge, fact)];
    const isBlank =
      fact === 'revenue' ? (keep.monthlyRevenue ?? merge.monthlyRevenue) === null : (left ?? right) === null;
    if (isBlank && fact !== 'rows' && !about) return [];
    return [
      {
        key: fact,
        fact,
        evidenceKind: about?.kind ?? null,
        // Evidence may know a side that the account's own row leaves blank, such as a domain by its contacts.
        left: left ?? about?.left ?? null,
        right: right ?? about?.right ?? null,
        likeness: about?.likeness ?? null,
      },
    ];
  });
  const others = evidence
    .filter((entry) => !used.has(entry))
    .map((entry, place): Comparison => ({
      key: `${entry.kind}-${place}`,
      fact: null,
      evidenceKind: entry.kind,
      left: entry.left,
      right: entry.right,
      likeness: entry.likeness,
    }));
  return [...others, ...facts];
}

function textOf(account: Facts, fact: FactKey): string | null {
  if (fact === 'revenue' || fact === 'rows') return null;
  return account[fact];
}

/** The proposal with its sides exchanged: the other account stays. */
export function swapped(proposal: MergeProposal): MergeProposal {
  return {
    ...proposal,
    keep: proposal.merge,
    merge: proposal.keep,
    evidence: proposal.evidence.map((entry) => ({ ...entry, left: entry.right, right: entry.left })),
  };
}

/** A name to call an account by. */
export function nameOf({ name, id }: Pick<Facts, 'name' | 'id'>): string {
  return name ?? id;
}
