/** A piece of HTML that is already safe. */
export type Html = { readonly html: string };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

type Piece = Html | string | number | null | undefined | readonly Piece[];

/** A template whose values are escaped, unless they are pieces of HTML themselves. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { html: strings.reduce((text, part, index) => text + render(pieces[index - 1]) + part) };
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined) return '';
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  if ('html' in piece) return piece.html;
  return piece.map(render).join('');
}

/** For markup made elsewhere, such as a chart's SVG. */
export function trusted(markup: string): Html {
  return { html: markup };
}
