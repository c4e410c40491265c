import { init } from 'echarts/core';
import { withDefaults } from './chart-defaults.ts';
import type { ShelvedChart } from './chart-shelf.tsx';
import { chartTokens } from './chart-theme.ts';

/** Texts as they are read; the first row is the head. Columns of numbers stand at the end. */
export type PictureTable = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

export type PictureWords = {
  readonly title: string;
  /** What stands under the charts, a line each: definition, data version, as-of instant. */
  readonly notes: readonly string[];
  /** A number of a table as it is read. */
  readonly number?: (value: number) => string;
};

const padding = 24;
const narrowest = 640;
const widest = 1600;
const rowHeight = 22;
const longestCell = 48;
const mostRows = 200;

/**
 * All charts one under the other as an SVG document, in light colours whatever the page has: pictures are for paper and slides.
 * `table`: drawn where there is no chart, its first 200 rows.
 */
export function drawPicture(
  charts: readonly ShelvedChart[],
  { title, notes, number = String }: PictureWords,
  table: PictureTable | null = null,
): string {
  const tokens = chartTokens('light');
  const drawn = charts.length > 0 || table === null ? null : layOut(table, number);
  const width = Math.min(
    widest,
    Math.max(narrowest, drawn?.width ?? 0, ...charts.map((chart) => Math.round(chart.element()?.clientWidth ?? 0))),
  );
  const parts: string[] = [];
  let y = padding;
  const write = (text: string, size: number, color: string, weight = 400): void => {
    // Bold letters are wider.
    for (const line of wrapText(text, Math.floor(width / (size * (weight > 400 ? 0.62 : 0.54))))) {
      y += Math.round(size * 1.4);
      parts.push(textAt(line, padding, y - Math.round(size * 0.35), { size, color, weight }));
    }
  };
  write(title, 18, tokens.text, 650);
  for (const chart of charts) {
    y += 14;
    write(chart.label, 13, tokens.text, 600);
    y += 6;
    parts.push(drawChart(chart, width).replace(/^<svg /, `<svg x="${padding}" y="${y}" `));
    y += chart.height;
  }
  if (drawn !== null) {
    y += 14;
    for (const [index, row] of drawn.rows.entries()) {
      y += rowHeight;
      const style = { size: 12, color: index === 0 ? tokens.muted : tokens.text, weight: index === 0 ? 600 : 400 };
      for (const { text, x, atEnd } of row) parts.push(textAt(text, x, y - 7, style, atEnd));
      parts.push(`<path d="M${padding} ${y}H${padding + width}" stroke="${tokens.line}"/>`);
    }
    if (drawn.left > 0) {
      y += rowHeight;
      parts.push(textAt(`… +${number(drawn.left)}`, padding, y - 7, { size: 12, color: tokens.muted, weight: 400 }));
    }
  }
  y += 12;
  for (const note of notes) {
    write(note, 11, tokens.muted);
    y += 3;
  }
  y += padding;
  const outer = width + 2 * padding;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${outer}" height="${y}" viewBox="0 0 ${outer} ${y}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="${outer}" height="${y}" fill="${tokens.surface}"/>`,
    ...parts,
    '</svg>',
  ]
    .join('\n')
    .toWellFormed()
    .replace(notInXml, '');
}

// Names of events may hold anything; a document with one of these is refused as a whole.
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

type TextStyle = { readonly size: number; readonly color: string; readonly weight: number };

function textAt(text: string, x: number, y: number, { size, color, weight }: TextStyle, atEnd = false): string {
  const anchor = atEnd ? ' text-anchor="end"' : '';
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}"${anchor}>${escapeText(text)}</text>`;
}

/** Where each cell of a table stands; columns are as wide as their longest text, and too long texts are cut. */
function layOut({ head, rows }: PictureTable, number: (value: number) => string) {
  const shown = rows.slice(0, mostRows);
  const cut = (text: string): string => (text.length > longestCell ? `${text.slice(0, longestCell - 1)}…` : text);
  const texts = [head, ...shown].map((row) => row.map((cell) => cut(typeof cell === 'number' ? number(cell) : cell)));
  let x = padding;
  const columns = head.map((_, column) => {
    const cells = shown.map((row) => row[column] ?? '');
    const atEnd =
      cells.some((cell) => typeof cell === 'number') && cells.every((cell) => typeof cell === 'number' || cell === '');
    const width = Math.max(...texts.map((row) => row[column]?.length ?? 0)) * 7.4 + 18;
    const from = x;
    x += width;
    return { atEnd, x: Math.round(atEnd ? x - 8 : from) };
  });
  return {
    width: Math.round(x - padding),
    rows: texts.map((row) =>
      row.map((text, column) => ({ text, x: columns[column]?.x ?? 0, atEnd: columns[column]?.atEnd ?? false })),
    ),
    left: rows.length - shown.length,
  };
}

function drawChart({ option, height }: ShelvedChart, width: number): string {
  const tokens = chartTokens('light');
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    instance.setOption(withDefaults(option(tokens), tokens, true));
    return instance.renderToSVGString();
  } finally {
    instance.dispose();
  }
}

/** The picture as PNG, twice as fine as it is large. */
export async function rasterize(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser cannot draw pictures.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error('The picture is too large for this browser.')) : resolve(blob),
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Breaks at spaces; a longer word stays whole. */
export function wrapText(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
      if (line !== '' && line.length + 1 + word.length > most) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    if (line !== '') lines.push(line);
  }
  return lines;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
