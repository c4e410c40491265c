import type { Evidence, MergeProposal } from '../../../shared/contract/index.ts';
import { compareNames } from './likeness.ts';
import type { NameComparison } from './likeness.ts';
import { isCommonWord } from './name-words.ts';

/** What is compared of an account; everything is normalised, null where it says nothing. */
export type Entry = {
  readonly id: string;
  /** As it is written, for people. */
  readonly name: string | null;
  readonly words: readonly string[];
  readonly domain: string | null;
  /** Whether the domain is the website's or what most contacts have in their e-mail. */
  readonly domainFrom: 'website' | 'contacts';
  readonly taxId: string | null;
  readonly externalId: string | null;
  readonly country: string | null;
  readonly industry: string | null;
  /** The system that the account came from; accounts without one count as of one system. */
  readonly source: string | null;
  readonly parent: string | null;
  readonly createdDay: string | null;
  /** Systems that have subscriptions of it. */
  readonly payingIn: readonly string[];
};

/** Keys that brought the two together, beyond what can be read from the entries. */
export type SharedKeys = { readonly externalId?: readonly [string, string]; readonly email?: string };
export type Judgement = Pick<MergeProposal, 'kind' | 'score' | 'evidence'>;

const exactFrom = 0.95;
const likelyFrom = 0.85;
const possibleFrom = 0.7;
/** Below this two names are those of different companies, whatever key they share. */
const otherCompany = 0.5;

/**
 * How sure it is that two accounts are one, null where it is not worth a question.
 *
 * Keys (external id 0.99, tax id 0.98, website 0.96, contact's e-mail 0.95) are `exact` between systems, unless the names
 * say otherwise: then they are `possible`. Without a key the name decides: 0.90 where all telling words are equal;
 * 0.90 − 1.5·(1 − s) where the least alike of mistyped words has likeness s; 0.84 where one side has further common words
 * (`Group`); 0.74 where it has other words; 0.66 + 0.1·likeness where both have words of their own. The same country adds
 * 0.04, industry 0.02, domain of contacts 0.08, a shared e-mail 0.08; different countries take 0.12, different domains
 * 0.15, and coming from one system under two ids 0.12. Names alone never reach `exact` (0.95); `likely` is from 0.85,
 * `possible` from 0.70. Parent and child, different tax ids, and two accounts with subscriptions in one system are two.
 */
export function judge(
  left: Entry,
  right: Entry,
  keys: SharedKeys = {},
  mayBeTypo?: (left: string, right: string) => boolean,
): Judgement | null {
  if (left.parent === right.id || right.parent === left.id) return null;
  const isOneSystem = left.source === right.source;
  const sameTaxId = left.taxId !== null && left.taxId === right.taxId;
  const otherTaxId = left.taxId !== null && right.taxId !== null && !sameTaxId;
  const sameDomain = left.domain !== null && left.domain === right.domain;
  const otherDomain = left.domain !== null && right.domain !== null && !sameDomain;
  const sameCountry = left.country !== null && left.country === right.country;
  const otherCountry = left.country !== null && right.country !== null && !sameCountry;
  const sameIndustry = left.industry !== null && left.industry === right.industry;
  const bothPaying = left.payingIn.some((source) => right.payingIn.includes(source));
  const hasKey = keys.externalId !== undefined || sameTaxId || sameDomain || keys.email !== undefined;
  if (otherTaxId && keys.externalId === undefined) return null;
  if (bothPaying && !hasKey) return null;

  const names =
    left.words.length > 0 && right.words.length > 0 ? compareNames(left.words, right.words, mayBeTypo) : null;
  const ofNames = names === null ? null : nameScore(names);
  const as = (kind: Judgement['kind'], score: number): Judgement => ({
    kind,
    score: Math.round(score * 1e4) / 1e4,
    evidence: gatherEvidence(left, right, keys, { sameTaxId, sameDomain, sameCountry, sameIndustry, names }),
  });

  const contradicts = otherTaxId || bothPaying;
  const sureKey = keys.externalId !== undefined || sameTaxId;
  if (sureKey) {
    if (contradicts || isOtherCompany(names)) return as('possible', 0.84);
    return as('exact', keys.externalId !== undefined ? 0.99 : 0.98);
  }
  const byWebsite = sameDomain && left.domainFrom === 'website' && right.domainFrom === 'website';
  const byKey = byWebsite ? 0.96 : keys.email !== undefined ? 0.95 : null;
  const agrees = names === null || (!saysOther(names) && names.likeness >= 0.6);
  if (byKey !== null && agrees && !isOneSystem && !contradicts && !(otherDomain && !byWebsite))
    return as('exact', byKey);
  if (ofNames === null) return byKey !== null && !contradicts ? as('possible', 0.75) : null;

  const score =
    ofNames +
    (sameDomain ? 0.08 : 0) +
    (keys.email !== undefined ? 0.08 : 0) +
    (sameCountry ? 0.04 : 0) +
    (sameIndustry ? 0.02 : 0) -
    (otherCountry ? 0.12 : 0) -
    (otherDomain ? 0.15 : 0) -
    (isOneSystem ? 0.12 : 0);
  const most = contradicts || (names !== null && saysOther(names)) ? likelyFrom - 0.01 : exactFrom - 0.01;
  const settled = Math.min(most, Math.max(score, hasKey && ofNames >= 0.72 ? possibleFrom : 0));
  if (settled < possibleFrom) return null;
  return as(settled >= likelyFrom ? 'likely' : 'possible', settled);
}

/** Both sides have words that the other lacks: `Acme Spain` and `Acme France`, `Delta Air` and `Delta Dental`. */
function saysOther({ onlyLeft, onlyRight }: NameComparison): boolean {
  return onlyLeft.length > 0 && onlyRight.length > 0;
}

function isOtherCompany(names: NameComparison | null): boolean {
  return names !== null && names.likeness < otherCompany && saysOther(names);
}

function nameScore(names: NameComparison): number {
  const { likeness, leastAlike, onlyLeft, onlyRight } = names;
  if (likeness === 1) return 0.9;
  const further = [...onlyLeft, ...onlyRight];
  const typo = 1.5 * (1 - leastAlike);
  if (further.length === 0) return 0.9 - typo;
  if (saysOther(names)) return (likeness >= 0.75 ? 0.66 : 0.5) + 0.1 * likeness - typo;
  return (further.every(isCommonWord) ? 0.84 : 0.74) - typo;
}

type Agreement = {
  sameTaxId: boolean;
  sameDomain: boolean;
  sameCountry: boolean;
  sameIndustry: boolean;
  names: NameComparison | null;
};

function gatherEvidence(left: Entry, right: Entry, keys: SharedKeys, same: Agreement): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (kind: Evidence['kind'], one: string | null, other: string | null, likeness = 1): void => {
    if (one !== null && other !== null)
      evidence.push({ kind, left: one, right: other, likeness: Math.round(likeness * 1e3) / 1e3 });
  };
  if (keys.externalId) add('external-id', ...keys.externalId);
  if (same.sameTaxId) add('tax-id', left.taxId, right.taxId);
  else if (left.taxId !== null && right.taxId !== null) add('tax-id', left.taxId, right.taxId, 0);
  const byWebsite = left.domainFrom === 'website' && right.domainFrom === 'website';
  add(byWebsite ? 'domain' : 'contact-domain', left.domain, right.domain, same.sameDomain ? 1 : 0);
  if (keys.email !== undefined) add('contact-email', keys.email, keys.email);
  if (same.names) add('name', left.name, right.name, same.names.likeness);
  add('country', left.country, right.country, same.sameCountry ? 1 : 0);
  if (same.sameIndustry) add('industry', left.industry, right.industry);
  return evidence;
}
