import type {
  Bilingual,
  HealthDefinition,
  HealthDifference,
  HealthException,
  HealthPillar,
  HealthRules,
  HealthScale,
} from '../../../shared/contract/index.ts';
import { exceptionWords, written } from './breakdown.ts';
import { wordsOf } from './measures.ts';

type Tell = (at: string, en: string, es: string) => void;

/** What changes from one definition to another, in words; none = they do the same. */
export function differencesOf(from: HealthDefinition, to: HealthDefinition): HealthDifference[] {
  const found: HealthDifference[] = [];
  const tellIn =
    (prefix: Bilingual, before: string): Tell =>
    (at, en, es) =>
      void found.push({ at: before + at, words: { en: prefix.en + en, es: prefix.es + es } });
  rulesDifferences(from, to, tellIn({ en: '', es: '' }, ''));
  const earlier = new Map(from.variants.map((variant) => [variant.name, variant]));
  for (const variant of to.variants) {
    const old = earlier.get(variant.name);
    earlier.delete(variant.name);
    const at = `variants.${variant.name}`;
    const tell = tellIn({ en: `Variant “${variant.name}”: `, es: `Variante «${variant.name}»: ` }, at);
    if (old === undefined) {
      tell('', 'new', 'nueva');
      continue;
    }
    if (JSON.stringify(old.when) !== JSON.stringify(variant.when)) {
      const who = ({ when }: typeof variant): string => `${when.key}: ${when.values.join(', ')}`;
      tell('.when', `it is for ${who(old)} → ${who(variant)}`, `es para ${who(old)} → ${who(variant)}`);
    }
    rulesDifferences(old, variant, tell);
  }
  for (const name of earlier.keys())
    found.push({
      at: `variants.${name}`,
      words: { en: `Variant “${name}” taken out`, es: `Variante «${name}» quitada` },
    });
  return found;
}

/** A weight as its share of all, which is what counts. */
const shares = (parts: readonly { readonly weight: number }[]): number[] => {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return parts.map(({ weight }) => (sum > 0 ? (100 * weight) / sum : 0));
};
const percent = (share: number, language: keyof Bilingual): string => written(Math.round(share * 10) / 10, language);

function rulesDifferences(from: HealthRules, to: HealthRules, tell: Tell): void {
  const [oldShares, newShares] = [shares(from.pillars), shares(to.pillars)];
  const left = new Map(from.pillars.map((pillar, index) => [pillar.name, { pillar, share: oldShares[index]! }]));
  to.pillars.forEach((pillar, index) => {
    const { name } = pillar;
    const at = `pillars.${name}`;
    const share = newShares[index]!;
    const old = left.get(name);
    left.delete(name);
    if (old === undefined) {
      tell(
        at,
        `new pillar “${name}”, weight ${percent(share, 'en')} %`,
        `nuevo pilar «${name}», peso ${percent(share, 'es')} %`,
      );
      return;
    }
    weightDifference(at, { en: `“${name}”`, es: `«${name}»` }, old.share, share, tell);
    measureDifferences(old.pillar, pillar, at, tell);
  });
  for (const name of left.keys()) tell(`pillars.${name}`, `pillar “${name}” taken out`, `pilar «${name}» quitado`);
  exceptionDifferences(from.exceptions, to.exceptions, tell);
}

function weightDifference(at: string, name: Bilingual, from: number, to: number, tell: Tell): void {
  if (percent(from, 'en') === percent(to, 'en')) return;
  tell(
    at,
    `weight of ${name.en} ${percent(from, 'en')} → ${percent(to, 'en')} %`,
    `peso de ${name.es} ${percent(from, 'es')} → ${percent(to, 'es')} %`,
  );
}

function measureDifferences(from: HealthPillar, to: HealthPillar, at: string, tell: Tell): void {
  const [oldShares, newShares] = [shares(from.measures), shares(to.measures)];
  const left = new Map(from.measures.map((measure, index) => [measure.measure, { measure, share: oldShares[index]! }]));
  to.measures.forEach(({ measure, scale }, index) => {
    const here = `${at}.${measure}`;
    const words = wordsOf(measure);
    const name = { en: `“${words.en}” in “${to.name}”`, es: `«${words.es}» en «${to.name}»` };
    const old = left.get(measure);
    left.delete(measure);
    if (old === undefined) {
      tell(here, `new measure ${name.en}`, `nueva medida ${name.es}`);
      return;
    }
    weightDifference(here, name, old.share, newShares[index]!, tell);
    const [before, after] = [scaleWords(old.measure.scale), scaleWords(scale)];
    if (before.en !== after.en)
      tell(
        `${here}.scale`,
        `points of ${name.en}: ${before.en} → ${after.en}`,
        `puntos de ${name.es}: ${before.es} → ${after.es}`,
      );
  });
  for (const measure of left.keys()) {
    const { en, es } = wordsOf(measure);
    tell(`${at}.${measure}`, `measure “${en}” taken out of “${to.name}”`, `medida «${es}» quitada de «${to.name}»`);
  }
}

/** How values become points. */
export function scaleWords(scale: HealthScale): Bilingual {
  const inLanguage = (language: keyof Bilingual): string => {
    const number = (value: number): string => written(value, language);
    if (scale.kind === 'linear') {
      const from = language === 'en' ? 'from' : 'de';
      const to = language === 'en' ? 'to' : 'a';
      return `${from} 0 (${number(scale.zero)}) ${to} 100 (${number(scale.hundred)})`;
    }
    return [...scale.bands]
      .sort((a, b) => (a.from ?? -Infinity) - (b.from ?? -Infinity))
      .map(({ from, to, points }) =>
        from === null && to === null
          ? `${points}`
          : from === null
            ? `< ${number(to!)}: ${points}`
            : to === null
              ? `≥ ${number(from)}: ${points}`
              : `${number(from)}–${number(to)}: ${points}`,
      )
      .join(', ');
  };
  return { en: inLanguage('en'), es: inLanguage('es') };
}

function exceptionDifferences(from: readonly HealthException[], to: readonly HealthException[], tell: Tell): void {
  const left = new Map(from.map((exception) => [exception.name, exception]));
  for (const exception of to) {
    const { name } = exception;
    const at = `exceptions.${name}`;
    const old = left.get(name);
    left.delete(name);
    const now = exceptionWords(exception);
    if (old === undefined) tell(at, `new exception “${name}”: ${now.en}`, `nueva excepción «${name}»: ${now.es}`);
    else if (exceptionWords(old).en !== now.en)
      tell(
        at,
        `exception “${name}”: ${exceptionWords(old).en} → ${now.en}`,
        `excepción «${name}»: ${exceptionWords(old).es} → ${now.es}`,
      );
  }
  for (const name of left.keys())
    tell(`exceptions.${name}`, `exception “${name}” taken out`, `excepción «${name}» quitada`);
  const kept = (all: readonly HealthException[], others: readonly HealthException[]): string =>
    all.flatMap(({ name }) => (others.some((other) => other.name === name) ? [name] : [])).join('\n');
  if (kept(from, to) !== kept(to, from))
    tell('exceptions', 'the exceptions come in another order', 'las excepciones van en otro orden');
}
