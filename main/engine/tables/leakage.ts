import type { Bilingual } from '../../../shared/contract/index.ts';
import type { RawColumn } from '../../stats/index.ts';
import { fitEncoder, leakageGini, singleFeatureGini } from '../../stats/index.ts';

/** A column that may have been written after the outcome. A removed one is not learned from. */
export interface TableLeakage {
  column: string;
  /** How well it alone ranks the outcome, 0 to 1. */
  gini: number;
  verdict: 'flagged' | 'removed';
  rule: 'gini' | 'name';
  why: Bilingual;
}

const outcomeWords = /churn|cancel|terminat|attrition|offboard|win.?back|\bbajas?\b|_baja|perdid|abandon/i;

/**
 * Columns that tell the label too well to have been known beforehand, or that are called like it.
 * @param label the label column's name
 * @param allow columns that a person vouches for: told, but kept
 */
export function findLeakage(
  columns: readonly RawColumn[],
  labels: Uint8Array,
  label: string,
  allow: readonly string[],
): TableLeakage[] {
  const rows = Int32Array.from(labels, (_label, row) => row);
  return columns.flatMap((column): TableLeakage[] => {
    const { name } = column;
    const values = column.kind === 'number' ? column.values : categoryRates(column, labels, rows);
    const gini = singleFeatureGini(labels, values) ?? 0;
    const isCertain = gini >= leakageGini.certain;
    const isSuspicious = gini >= leakageGini.suspicious;
    const isNamed = namedLike(name, label);
    if (!isSuspicious && !isNamed) return [];
    const isRemoved = (isCertain || (isSuspicious && isNamed)) && !allow.includes(name);
    return [
      {
        column: name,
        gini,
        verdict: isRemoved ? 'removed' : 'flagged',
        rule: isSuspicious ? 'gini' : 'name',
        why: isSuspicious ? byGini(name, gini, isCertain, isRemoved) : byName(name),
      },
    ];
  });
}

/** "Churn Score" beside the label "Churn", and names that speak of leaving. */
function namedLike(name: string, label: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return (plain(label).length >= 4 && plain(name).includes(plain(label))) || outcomeWords.test(name);
}

function byGini(name: string, gini: number, isCertain: boolean, isRemoved: boolean): Bilingual {
  const figure = gini.toFixed(3);
  const degree = isCertain
    ? { en: 'almost perfectly', es: 'casi a la perfección' }
    : { en: 'suspiciously well', es: 'sospechosamente bien' };
  const after = isRemoved
    ? {
        en: 'Hardly anything known beforehand does that, so it was removed; allow it by name if it really was known.',
        es: 'Casi nada que se sepa de antemano hace eso, así que se ha quitado; permítala por su nombre si de verdad se conocía.',
      }
    : {
        en: 'If it was written after the outcome, exclude it.',
        es: 'Si se escribió después del desenlace, exclúyala.',
      };
  return {
    en: `Column "${name}" alone tells the label ${degree.en} (Gini ${figure}). ${after.en}`,
    es: `La columna "${name}" por sí sola revela la etiqueta ${degree.es} (Gini ${figure.replace('.', ',')}). ${after.es}`,
  };
}

function byName(name: string): Bilingual {
  return {
    en: `Column "${name}" is called like the outcome. If it was made from the label or written after it, exclude it.`,
    es: `La columna "${name}" se llama como el desenlace. Si se obtuvo de la etiqueta o se escribió después, exclúyala.`,
  };
}

function categoryRates(column: RawColumn, labels: Uint8Array, rows: Int32Array): Float32Array {
  const { training } = fitEncoder([column], labels, rows, { maxIndicators: 0 });
  return training[0]!;
}
