import type { Bilingual, Segment, SegmentRule } from '../../../shared/contract/index.ts';
import { conditionWords } from './condition-words.ts';
import type { Names } from './condition-words.ts';
import { isGroup } from './rule.ts';

type Language = keyof Bilingual;

/** A rule as one sentence in each language. */
export function ruleWords(rule: SegmentRule, names: Names): Bilingual {
  if (rule.rules.length === 0 && !rule.not) return { en: 'All accounts.', es: 'Todas las cuentas.' };
  return {
    en: `Accounts with: ${groupText(rule, names, 'en')}.`,
    es: `Cuentas con: ${groupText(rule, names, 'es')}.`,
  };
}

/** What a saved segment holds; of a static one, what it was made of, where that is known. */
export function segmentWords({ kind, rule }: Pick<Segment, 'kind' | 'rule'>, names: Names): Bilingual {
  if (rule === null) return { en: 'A fixed list of accounts.', es: 'Una lista fija de cuentas.' };
  const words = ruleWords(rule, names);
  if (kind === 'live') return words;
  return {
    en: `A fixed list of accounts. When it was saved: ${words.en}`,
    es: `Una lista fija de cuentas. Cuando se guardó: ${words.es}`,
  };
}

function groupText({ combinator, not, rules }: SegmentRule, names: Names, language: Language): string {
  const joint = { en: { and: ' and ', or: ' or ' }, es: { and: ' y ', or: ' o ' } }[language][combinator];
  const parts = rules.map((part) => {
    if (!isGroup(part)) return conditionWords(part, names)[language];
    const inner = groupText(part, names, language);
    return part.not || part.rules.length < 2 ? inner : `(${inner})`;
  });
  const text = parts.length === 0 ? { en: 'any account', es: 'cualquier cuenta' }[language] : parts.join(joint);
  return not ? `${{ en: 'not', es: 'no' }[language]} (${text})` : text;
}
