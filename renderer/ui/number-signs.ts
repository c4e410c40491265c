/** How numbers are grouped and where their decimals begin; null: as the language does. */
export const numberStyles = ['comma-dot', 'dot-comma', 'space-comma', 'apostrophe-dot'] as const;
export type NumberStyle = (typeof numberStyles)[number];

/** A narrow space keeps a number on one line. */
const signs: Record<NumberStyle, { readonly group: string; readonly decimal: string }> = {
  'comma-dot': { group: ',', decimal: '.' },
  'dot-comma': { group: '.', decimal: ',' },
  'space-comma': { group: '\u202f', decimal: ',' },
  'apostrophe-dot': { group: '’', decimal: '.' },
};

export type NumberWriter = { format(value: number): string };

/** A formatter of the locale whose group and decimal signs are those of the style. */
export function numberWriter(
  locale: string,
  options: Intl.NumberFormatOptions,
  style: NumberStyle | null,
): NumberWriter {
  const formatter = new Intl.NumberFormat(locale, options);
  if (style === null) return formatter;
  const { group, decimal } = signs[style];
  return {
    format: (value) =>
      formatter
        .formatToParts(value)
        .map((part) => (part.type === 'group' ? group : part.type === 'decimal' ? decimal : part.value))
        .join(''),
  };
}

let inTexts: NumberStyle | null = null;

/** Numbers inside translated texts follow the same style; texts are made outside of React. */
export function writeNumbersInTexts(style: NumberStyle | null): void {
  inTexts = style;
}

export const styleInTexts = (): NumberStyle | null => inTexts;
