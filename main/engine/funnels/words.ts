import type { Bilingual, FunnelQuestion } from '../../../shared/contract/index.ts';
import { scopeWords, selectorWords } from '../usage/index.ts';

type Language = 'en' | 'es';
type Names = {
  /** Of the segment that the question is narrowed by. */
  readonly segment: string | null;
  /** Of the segments that are compared. */
  readonly segments: readonly string[];
};

/** The whole rule of a funnel as sentences. */
export function funnelWords(question: FunnelQuestion, names: Names): Bilingual {
  const scope = scopeWords(question, names.segment);
  const say = (language: Language): string =>
    `${sentences(question, names, language)
      .filter((sentence) => sentence !== null)
      .join(' ')}${scope[language]}`;
  return { en: say('en'), es: say('es') };
}

/** Adds sentences to words. */
export function andWords(words: Bilingual, more: Bilingual): Bilingual {
  return { en: `${words.en} ${more.en}`, es: `${words.es} ${more.es}` };
}

function sentences(question: FunnelQuestion, names: Names, language: Language): (string | null)[] {
  const say = (en: string, es: string): string => (language === 'en' ? en : es);
  const { steps, unit, breakdown, from, to } = question;
  return [
    stepSentence(question, language),
    unit === 'contact'
      ? say(
          'A contact is the property “contact_id” of an event within its account; an event without it belongs to no contact.',
          'Un contacto es la propiedad “contact_id” de un evento dentro de su cuenta; un evento sin ella no es de ningún contacto.',
        )
      : null,
    ...(steps.length === 1 ? [] : matchSentences(question, language)),
    ...exclusionSentences(question, language),
    holdSentence(question, language),
    from === undefined && to === undefined
      ? null
      : say(
          'The first event lies in the range; later steps may lie after it.',
          'El primer evento está dentro del intervalo; los pasos siguientes pueden quedar después.',
        ),
    say(
      'Intervals are Wilson 95 %. Times are of those who got there; the others are not in them.',
      'Los intervalos son de Wilson al 95 %. Los tiempos son de quienes llegaron; los demás no entran en ellos.',
    ),
    breakdown === null ? null : breakdownWords(question, names.segments, language),
    breakdown === null
      ? null
      : say(
          'Full conversion of each group is compared with everybody else who entered: Fisher’s exact test, two-sided; q is corrected for the number of groups (Benjamini-Hochberg).',
          'La conversión completa de cada grupo se compara con todos los demás que entraron: prueba exacta de Fisher bilateral; q está corregido por el número de grupos (Benjamini-Hochberg).',
        ),
  ];
}

function stepSentence({ steps, order, unit }: FunnelQuestion, language: Language): string {
  const say = (en: string, es: string): string => (language === 'en' ? en : es);
  const list = steps
    .map((step, index) => {
      const optional = step.optional ? say(' (optional)', ' (opcional)') : '';
      return `${index + 1}. ${selectorWords(step)[language]}${optional}`;
    })
    .join('; ');
  const howMany =
    unit === 'account' ? say('How many accounts', 'Cuántas cuentas') : say('How many contacts', 'Cuántos contactos');
  if (steps.length === 1) return say(`${howMany} do this: ${list}.`, `${howMany} hacen esto: ${list}.`);
  if (order !== 'any')
    return say(
      `${howMany} do these steps, one after another: ${list}.`,
      `${howMany} hacen estos pasos, uno tras otro: ${list}.`,
    );
  return say(
    `${howMany} do these steps, in any order: ${list}. Row k counts those with at least k of the steps, by different events.`,
    `${howMany} hacen estos pasos, en cualquier orden: ${list}. La fila k cuenta quienes tienen al menos k de los pasos, con eventos distintos.`,
  );
}

/** What may lie between steps, how long they may take, and which attempt counts. */
function matchSentences(question: FunnelQuestion, language: Language): (string | null)[] {
  const say = (en: string, es: string): string => (language === 'en' ? en : es);
  const { order, unit, windowSeconds, graceSeconds, steps } = question;
  const isAccount = unit === 'account';
  const hasOptional = steps.some(({ optional }) => optional);
  const between = {
    any: null,
    ordered: say('Other events may lie in between.', 'Puede haber otros eventos entre medias.'),
    strict: say(
      `No other event of the ${unit} may lie in between.`,
      `No puede haber ningún otro evento ${isAccount ? 'de la cuenta' : 'del contacto'} entre medias.`,
    ),
  }[order];
  const ties =
    graceSeconds > 0
      ? say(
          `Events within ${duration(graceSeconds, 'en')} of each other may stand in either order.`,
          `Los eventos separados por ${duration(graceSeconds, 'es')} como máximo pueden ir en cualquier orden.`,
        )
      : say(
          'Events of the same second follow one another as they were imported.',
          'Los eventos del mismo segundo se siguen en el orden en que se importaron.',
        );
  return [
    between,
    hasOptional
      ? say('An optional step is passed over where it does not occur.', 'Un paso opcional se salta cuando no ocurre.')
      : null,
    windowSeconds === 0
      ? say('All in the same second.', 'Todo en el mismo segundo.')
      : say(
          `All within ${duration(windowSeconds, 'en')} of the first event, the last second included.`,
          `Todo en un plazo de ${duration(windowSeconds, 'es')} desde el primer evento, incluido el último segundo.`,
        ),
    say(
      `Of several attempts of one ${unit}, the one that comes farthest counts${hasOptional ? ', then the one with the most steps' : ''}, then the earliest.`,
      `De varios intentos de ${isAccount ? 'una misma cuenta' : 'un mismo contacto'} cuenta el que llega más lejos${hasOptional ? ', luego el que tiene más pasos' : ''}, luego el más temprano.`,
    ),
    order === 'any' ? null : ties,
  ];
}

function exclusionSentences({ exclusions, exclusionRule, unit }: FunnelQuestion, language: Language): string[] {
  if (exclusions.length === 0) return [];
  const say = (en: string, es: string): string => (language === 'en' ? en : es);
  return [
    ...exclusions.map(({ after, before, ...selector }) =>
      say(
        `An event ${selectorWords(selector).en} after step ${after + 1} and before step ${before + 1} ends the attempt.`,
        `Un evento ${selectorWords(selector).es} después del paso ${after + 1} y antes del paso ${before + 1} termina el intento.`,
      ),
    ),
    exclusionRule === 'keep-credit'
      ? say('The steps before it still count.', 'Los pasos anteriores siguen contando.')
      : say(
          `If that ends the best attempt, the ${unit} leaves the funnel altogether.`,
          `Si eso termina el mejor intento, ${unit === 'account' ? 'la cuenta' : 'el contacto'} sale del embudo por completo.`,
        ),
  ];
}

function holdSentence({ holdConstant, exclusions }: FunnelQuestion, language: Language): string | null {
  if (holdConstant.length === 0) return null;
  const excluded = exclusions.length > 0;
  return language === 'en'
    ? `${quoted(holdConstant, ' and ')} must be the same in all steps as in the first event; an event without a value does for no step${excluded ? ', and an excluded event counts with the same value or none' : ''}.`
    : `${quoted(holdConstant, ' y ')} debe ser igual en todos los pasos que en el primer evento; un evento sin valor no sirve para ningún paso${excluded ? ', y un evento excluido cuenta con el mismo valor o sin él' : ''}.`;
}

function breakdownWords(
  { breakdown, groups, unit }: FunnelQuestion,
  segments: readonly string[],
  language: Language,
): string {
  const say = (en: string, es: string): string => (language === 'en' ? en : es);
  if (breakdown === null) return '';
  if (breakdown.by === 'segments') {
    return say(
      `Side by side: ${quoted(segments, ', ')}; ${unit === 'account' ? 'an account' : 'a contact of an account'} in several of them counts in each.`,
      `Lado a lado: ${quoted(segments, ', ')}; ${unit === 'account' ? 'una cuenta' : 'un contacto de una cuenta'} que está en varios cuenta en cada uno.`,
    );
  }
  const rest = say(
    `At most ${groups} groups, the largest first; the others together.`,
    `Como máximo ${groups} grupos, los mayores primero; los demás juntos.`,
  );
  if (breakdown.by === 'attribute') {
    const name = breakdown.key.replace(/^attribute:/, '');
    return `${say(`Broken down by “${name}” of the account, as it is now.`, `Desglosado por “${name}” de la cuenta, tal como es ahora.`)} ${rest}`;
  }
  const { key, attribution, step } = breakdown;
  const whose = {
    first: say('the first matched event', 'del primer evento del intento'),
    last: say('the last matched event', 'del último evento del intento'),
    step: say(
      `the event of step ${step + 1}; whoever did not do it has no value`,
      `del evento del paso ${step + 1}; quien no lo hizo queda sin valor`,
    ),
  }[attribution];
  return `${say(`Broken down by “${key}” of ${whose}.`, `Desglosado por “${key}” ${whose}.`)} ${rest}`;
}

function quoted(texts: readonly string[], joint: string): string {
  return texts.map((text) => `“${text}”`).join(joint);
}

const units = [
  { seconds: 86_400, en: ['day', 'days'], es: ['día', 'días'] },
  { seconds: 3600, en: ['hour', 'hours'], es: ['hora', 'horas'] },
  { seconds: 60, en: ['minute', 'minutes'], es: ['minuto', 'minutos'] },
  { seconds: 1, en: ['second', 'seconds'], es: ['segundo', 'segundos'] },
] as const;

/** Exactly, in the largest unit in which it is a whole number. */
function duration(seconds: number, language: Language): string {
  const unit = units.find((candidate) => seconds % candidate.seconds === 0) ?? units[3];
  const count = seconds / unit.seconds;
  return `${count} ${unit[language][count === 1 ? 0 : 1]}`;
}
