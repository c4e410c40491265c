import type { AccountHints, Bilingual, Hint } from '../../../../../shared/contract/index.ts';
import type { Session } from '../../../session/index.ts';
import { storedModel } from '../../queries.ts';
import { verifiedScorer } from '../../verified-scorer.ts';
import { facts, sentencesOf } from '../parts.ts';
import { chooseMoves } from './choose.ts';
import type { Move } from './choose.ts';
import { hintsRead } from './read.ts';
import type { HintsInput, HintsSetup } from './read.ts';

/** Hints for an account; every figure in them is an answer of the model's ONNX file. */
export async function hintsFor(
  session: Session,
  input: HintsInput,
  signal: AbortSignal | undefined,
): Promise<AccountHints> {
  const setup = await session.readers.run(hintsRead, input, signal);
  const { features, names: _names, values, levers, ...told } = setup;
  const width = features.length;
  const row = Float32Array.from(values.subarray(0, width));
  const scorer = levers.length === 0 ? null : await verifiedScorer(storedModel(session.database, setup.model.id));
  const score = (rows: readonly Float32Array[]) => {
    const flat = new Float32Array(rows.length * width);
    rows.forEach((each, place) => flat.set(each, place * width));
    return scorer!.score(flat, rows.length, signal === undefined ? {} : { signal });
  };
  // Churn is to become less likely, what one wishes for more: the search always goes down.
  const sign = setup.model.target === 'churn' ? 1 : -1;
  const moves = await chooseMoves(
    row,
    sign * setup.probability,
    levers,
    sign * setup.target.probability,
    async (rows) => Array.from(await score(rows), (probability) => sign * probability),
  );
  const hints = moves.map((move) => toldMove(setup, move, sign));
  return { ...told, hints, caution: sign === 1 ? caution : cautionOfWishes };
}

function toldMove({ features, names, values, probability, target }: HintsSetup, move: Move, sign: 1 | -1): Hint {
  const then = sign * move.probability;
  const changed = values.slice();
  for (const { lever, to } of move.steps) changed[lever.place] = to;
  const sentence = sentencesOf(names, changed, () => null);
  const changes = move.steps.map(({ lever, to }) => {
    const { theme, unit, description, feature } = facts(features[lever.place]!);
    return { feature, theme, unit, description, from: lever.from, to, text: sentence(lever.place) };
  });
  return {
    changes,
    probability: then,
    change: then - probability,
    crosses: sign * then <= sign * target.probability,
    text: hintText(changes, probability, then),
  };
}

const quotes = { en: ['“', '”'], es: ['«', '»'] } as const;

/** “Tickets not yet closed” at 1 instead of 5 … the model would say 12.3% instead of 31.0%. */
function hintText(changes: Hint['changes'], from: number, to: number): Bilingual {
  const said = (language: 'en' | 'es', instead: string, at: string): string[] =>
    changes.map((change) => {
      const value = (figure: number): string => figureText(figure, change.unit, language);
      const [open, close] = quotes[language];
      return `${open}${shortly(change.description[language])}${close} ${at} ${value(change.to)} ${instead} ${value(change.from)}`;
    });
  const points = { en: percent('en'), es: percent('es') };
  return {
    en: `With ${said('en', 'instead of', 'at').join(' and ')}, and all else as it is, the model would say ${points.en(to)} instead of ${points.en(from)}.`,
    es: `Con ${said('es', 'en vez de', 'en').join(' y ')}, y todo lo demás igual, el modelo diría ${points.es(to)} en vez de ${points.es(from)}.`,
  };
}

/** What stands in brackets explains how it is counted. */
const shortly = (description: string): string => description.replace(/ \([^)]*\)/g, '');

const locales = { en: 'en-US', es: 'es-ES' } as const;

function figureText(figure: number, unit: string, language: 'en' | 'es'): string {
  if (unit.startsWith('yes')) return { en: ['no', 'yes'], es: ['no', 'sí'] }[language][figure === 1 ? 1 : 0]!;
  if (unit === 'share') return percent(language)(figure);
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(figure);
}

const percent = (language: 'en' | 'es') => {
  const format = new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 1 });
  return (value: number): string => format.format(value);
};

const caution = {
  en: 'What the model would say, and no promise: it has seen that accounts with such figures stay more often, not that changing a figure makes them stay. Values are those that similar accounts have.',
  es: 'Lo que diría el modelo, no una promesa: ha visto que las cuentas con esas cifras se quedan más a menudo, no que cambiar una cifra haga que se queden. Los valores son los que tienen cuentas parecidas.',
} as const satisfies Bilingual;

const cautionOfWishes = {
  en: 'What the model would say, and no promise: it has seen that it comes true more often of accounts with such figures, not that changing a figure brings it about. Values are those that similar accounts have.',
  es: 'Lo que diría el modelo, no una promesa: ha visto que se cumple más a menudo en cuentas con esas cifras, no que cambiar una cifra lo consiga. Los valores son los que tienen cuentas parecidas.',
} as const satisfies Bilingual;
