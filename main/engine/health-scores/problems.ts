import { healthMostExceptions } from '../../../shared/contract/index.ts';
import type {
  Bilingual,
  HealthDefinition,
  HealthException,
  HealthPillar,
  HealthProblem,
  HealthRules,
  HealthScale,
} from '../../../shared/contract/index.ts';
import { measureNamed, wordsOf } from './measures.ts';

type Tell = (at: string, en: string, es: string) => void;

/** Everything in a definition that cannot be, each with its place; none = it can be published. */
export function problemsOf(definition: HealthDefinition): HealthProblem[] {
  const problems: HealthProblem[] = [];
  const tell: Tell = (at, en, es) => void problems.push({ at, words: { en, es } });
  rulesProblems(definition, '', tell);
  const names = new Set<string>();
  definition.variants.forEach((variant, index) => {
    const at = `variants.${index}`;
    const { name, when } = variant;
    nameProblem(name, `${at}.name`, tell);
    if (names.has(name.toLowerCase()))
      tell(`${at}.name`, `Two variants are called “${name}”.`, `Dos variantes se llaman «${name}».`);
    names.add(name.toLowerCase());
    if (when.values.length === 0)
      tell(
        `${at}.when`,
        `The variant “${name}” holds for no value yet. Choose the accounts it is for.`,
        `La variante «${name}» no vale aún para ningún valor. Elige las cuentas para las que es.`,
      );
    rulesProblems(variant, `${at}.`, tell);
  });
  return problems;
}

/** In one sentence after the other, for errors. */
export const problemText = (problems: readonly HealthProblem[]): string =>
  problems.map(({ at, words }) => `${words.en} (${at})`).join(' ');

function rulesProblems({ pillars, exceptions }: HealthRules, before: string, tell: Tell): void {
  const at = `${before}pillars`;
  if (pillars.length === 0)
    tell(at, 'There is no pillar yet. Add one with a measure.', 'Aún no hay ningún pilar. Añade uno con una medida.');
  else if (pillars.every(({ weight }) => weight === 0))
    tell(
      at,
      'All pillars weigh 0, so nothing makes the score. Give at least one a weight.',
      'Todos los pilares pesan 0, así que nada forma el índice. Da peso al menos a uno.',
    );
  const names = new Set<string>();
  const used = new Map<string, string>();
  pillars.forEach((pillar, index) => {
    const name = pillar.name.toLowerCase();
    nameProblem(name, `${at}.${index}.name`, tell);
    if (names.has(name))
      tell(
        `${at}.${index}.name`,
        `Two pillars are called “${pillar.name}”.`,
        `Dos pilares se llaman «${pillar.name}».`,
      );
    names.add(name);
    pillarProblems(pillar, `${at}.${index}`, used, tell);
  });
  if (exceptions.length > healthMostExceptions)
    tell(
      `${before}exceptions`,
      `There are ${exceptions.length} exceptions, and at most ${healthMostExceptions} are allowed: a score that many exceptions bend tells nothing. Take some out.`,
      `Hay ${exceptions.length} excepciones y se permiten ${healthMostExceptions} como máximo: un índice que tantas excepciones doblan no dice nada. Quita algunas.`,
    );
  exceptions.forEach((exception, index) => exceptionProblems(exception, `${before}exceptions.${index}`, tell));
}

function pillarProblems({ name, measures }: HealthPillar, at: string, used: Map<string, string>, tell: Tell): void {
  if (measures.length === 0)
    tell(
      at,
      `The pillar “${name}” has no measure. Add one, or take the pillar out.`,
      `El pilar «${name}» no tiene ninguna medida. Añade una o quita el pilar.`,
    );
  else if (measures.every(({ weight }) => weight === 0))
    tell(
      at,
      `All measures of the pillar “${name}” weigh 0. Give at least one a weight.`,
      `Todas las medidas del pilar «${name}» pesan 0. Da peso al menos a una.`,
    );
  measures.forEach(({ measure, scale }, index) => {
    const here = `${at}.measures.${index}`;
    if (measureNamed(measure) === undefined) {
      tell(`${here}.measure`, ...unknown(measure));
      return;
    }
    const other = used.get(measure);
    if (other !== undefined)
      tell(
        `${here}.measure`,
        `“${wordsOf(measure).en}” stands in “${other}” already. Once is enough: give it more weight there.`,
        `«${wordsOf(measure).es}» ya está en «${other}». Con una vez basta: dale más peso ahí.`,
      );
    used.set(measure, name);
    scaleProblems(scale, wordsOf(measure), `${here}.scale`, tell);
  });
}

function scaleProblems(scale: HealthScale, words: Bilingual, at: string, tell: Tell): void {
  if (scale.kind === 'linear') {
    if (scale.zero === scale.hundred)
      tell(
        at,
        `“${words.en}”: the value for 0 points and the one for 100 are both ${scale.zero}. They must differ.`,
        `«${words.es}»: el valor de 0 puntos y el de 100 son ambos ${scale.zero}. Tienen que ser distintos.`,
      );
    return;
  }
  if (scale.bands.length === 0) {
    tell(at, `“${words.en}” has no bands. Add one.`, `«${words.es}» no tiene tramos. Añade uno.`);
    return;
  }
  const bands = scale.bands
    .map(({ from, to }) => ({ from: from ?? -Infinity, to: to ?? Infinity }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const empty = bands.find(({ from, to }) => from >= to);
  if (empty) {
    tell(
      at,
      `“${words.en}”: a band from ${empty.from} to ${empty.to} holds no value. Its end must lie above its beginning.`,
      `«${words.es}»: un tramo de ${empty.from} a ${empty.to} no contiene ningún valor. Su final debe quedar por encima de su principio.`,
    );
    return;
  }
  bands.forEach(({ from, to }, index) => {
    const next = bands[index + 1];
    if (index === 0 && from !== -Infinity) tell(at, ...gap(words, `below ${from}`, `por debajo de ${from}`));
    if (next === undefined) {
      if (to !== Infinity) tell(at, ...gap(words, `from ${to} on`, `desde ${to}`));
    } else if (next.from < to)
      tell(
        at,
        `“${words.en}”: two bands overlap between ${next.from} and ${Math.min(to, next.to)}. A value belongs to one band only.`,
        `«${words.es}»: dos tramos se solapan entre ${next.from} y ${Math.min(to, next.to)}. Un valor pertenece a un solo tramo.`,
      );
    else if (next.from > to)
      tell(at, ...gap(words, `from ${to} to below ${next.from}`, `desde ${to} hasta menos de ${next.from}`));
  });
}

const gap = ({ en, es }: Bilingual, where: string, lugar: string): [string, string] => [
  `“${en}”: no band says what values ${where} are worth.`,
  `«${es}»: ningún tramo dice cuánto valen los valores ${lugar}.`,
];

const unknown = (measure: string): [string, string] => [
  `There is no measure “${measure}”. Choose one of the list.`,
  `No existe la medida «${measure}». Elige una de la lista.`,
];

function nameProblem(name: string, at: string, tell: Tell): void {
  if (name.trim() === '') tell(at, 'A name is blank. Write one.', 'Un nombre está en blanco. Escribe uno.');
}

function exceptionProblems({ name, when, then }: HealthException, at: string, tell: Tell): void {
  nameProblem(name, `${at}.name`, tell);
  if (when.length === 0)
    tell(
      at,
      `The exception “${name}” has no condition, so it would hold for everyone. Add one.`,
      `La excepción «${name}» no tiene condición, así que valdría para todas. Añade una.`,
    );
  when.forEach(({ measure }, index) => {
    if (measureNamed(measure) === undefined) tell(`${at}.when.${index}.measure`, ...unknown(measure));
  });
  if (then.value < 0 || then.value > 100)
    tell(
      `${at}.then`,
      `The exception “${name}” leads to ${then.value}, but a score lies between 0 and 100.`,
      `La excepción «${name}» lleva a ${then.value}, pero un índice está entre 0 y 100.`,
    );
}
