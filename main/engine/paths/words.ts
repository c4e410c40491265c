import type { Bilingual, PathQuestion } from '../../../shared/contract/index.ts';
import { scopeWords, selectorWords } from '../usage/index.ts';

/** The whole rule of paths as sentences. */
export function pathWords(question: PathQuestion, segment: string | null): Bilingual {
  const { direction, occurrence, unit, steps, collapse, events, windowSeconds, branches } = question;
  const anchor = selectorWords(question.anchor);
  const told = selectorWords({ events, where: [] });
  const scope = scopeWords(question, segment);
  const isAfter = direction === 'after';
  const isFirst = occurrence === 'first';
  const en = [
    `The next ${steps} events ${isAfter ? 'after' : 'before'} ${anchor.en}, nearest first, within ${days(windowSeconds)} days.`,
    `Each ${unit} counts once, by its ${isFirst ? 'first' : 'last'} such event in the range; events of one second keep the order of their import.`,
    events.length === 0 ? 'All events are told.' : `Only these events are told: ${told.en}.`,
    collapse ? 'The same event several times in a row counts once.' : 'Every repetition is a step of its own.',
    `Each step tells its ${branches} most frequent events, the others together; “end” means that nothing more came in the window or before the end of the data.`,
    unit === 'contact' ? 'Events without a contact belong to none; the list behind a number names the accounts.' : '',
  ];
  const es = [
    `Los ${steps} eventos ${isAfter ? 'siguientes a' : 'anteriores a'} ${anchor.es}, los más cercanos primero, en ${days(windowSeconds)} días.`,
    `${unit === 'account' ? 'Cada cuenta' : 'Cada contacto'} cuenta una vez, por su ${isFirst ? 'primer' : 'último'} evento de ese tipo en el intervalo; los eventos de un mismo segundo conservan el orden de su importación.`,
    events.length === 0 ? 'Se muestran todos los eventos.' : `Solo se muestran estos eventos: ${told.es}.`,
    collapse ? 'El mismo evento varias veces seguidas cuenta una vez.' : 'Cada repetición es un paso propio.',
    `Cada paso muestra sus ${branches} eventos más frecuentes, los demás juntos; “fin” significa que no hubo nada más en la ventana o antes del final de los datos.`,
    unit === 'contact'
      ? 'Los eventos sin contacto no son de ninguno; la lista detrás de un número muestra las cuentas.'
      : '',
  ];
  const join = (parts: readonly string[]): string => parts.filter(Boolean).join(' ');
  return { en: `${join(en)}${scope.en}`, es: `${join(es)}${scope.es}` };
}

function days(seconds: number): string {
  return String(Math.round((seconds / 86_400) * 100) / 100);
}
