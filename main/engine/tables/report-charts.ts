/** Figures as SVG texts. Colours are variables of the page, so that they fit light and dark. */

const width = 640;
const margin = { left: 52, right: 16, top: 12, bottom: 40 };

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function svg(height: number, title: string, inside: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">${inside}</svg>`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

export interface Point {
  x: number;
  y: number;
  low?: number;
  high?: number;
}

export interface ShareChart {
  title: string;
  xLabel: string;
  yLabel: string;
  points: readonly Point[];
  percent(value: number): string;
}

/** Shares against shares, with the diagonal; points with ends are drawn with their intervals. */
export function shareChart({ title, xLabel, yLabel, points, percent }: ShareChart): string {
  const height = 360;
  const most = Math.min(
    1,
    Math.ceil(10 * Math.max(0.1, ...points.flatMap(({ x, y, high }) => [x, y, high ?? 0]))) / 10,
  );
  const x = (value: number): number => margin.left + (value / most) * (width - margin.left - margin.right);
  const y = (value: number): number => height - margin.bottom - (value / most) * (height - margin.top - margin.bottom);
  const ticks = Array.from({ length: 6 }, (_unused, index) => (index / 5) * most);
  const grid = ticks
    .map(
      (tick) =>
        `<path class="grid" d="M${x(0)} ${y(tick).toFixed(1)}H${x(most)}"/>${text(margin.left - 6, y(tick) + 4, percent(tick), 'end')}${text(x(tick), height - margin.bottom + 16, percent(tick), 'middle')}`,
    )
    .join('');
  const ends = points
    .map(({ x: at, low, high }) =>
      low === undefined || high === undefined
        ? ''
        : `<path class="interval" d="M${x(at).toFixed(1)} ${y(low).toFixed(1)}V${y(Math.min(most, high)).toFixed(1)}"/>`,
    )
    .join('');
  const line = points.map(
    (point, index) => `${index === 0 ? 'M' : 'L'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`,
  );
  const dots = points
    .map((point) => `<circle class="dot" cx="${x(point.x).toFixed(1)}" cy="${y(point.y).toFixed(1)}" r="3.5"/>`)
    .join('');
  return svg(
    height,
    title,
    `${grid}<path class="diagonal" d="M${x(0)} ${y(0)}L${x(most)} ${y(most)}"/>${ends}<path class="line" d="${line.join('')}"/>${dots}${text(x(most / 2), height - 6, xLabel, 'middle')}${text(margin.left, margin.top - 1, yLabel)}`,
  );
}

export interface BarChart {
  title: string;
  bars: readonly { label: string; value: number; figure: string }[];
}

/** Bars to the right of their names; values below 0 go to the left of the middle. */
export function barChart({ title, bars }: BarChart): string {
  const row = 24;
  const names = 210;
  const height = bars.length * row + 8;
  const most = Math.max(1e-12, ...bars.map(({ value }) => Math.abs(value)));
  const isSigned = bars.some(({ value }) => value < 0);
  const room = width - names - 76;
  const zero = names + (isSigned ? room / 2 + 38 : 0);
  const scale = (isSigned ? room / 2 - 8 : room) / most;
  return svg(
    height,
    title,
    bars
      .map(({ label, value, figure }, index) => {
        const top = 4 + index * row;
        const size = Math.abs(value) * scale;
        const start = value < 0 ? zero - size : zero;
        const short = label.length > 30 ? `${label.slice(0, 29)}…` : label;
        return `${text(names - 8, top + 15, short, 'end')}<rect class="${value < 0 ? 'down' : 'bar'}" x="${start.toFixed(1)}" y="${top}" width="${Math.max(0.5, size).toFixed(1)}" height="${row - 6}" rx="2"/>${value < 0 ? text(start - 5, top + 14, figure, 'end') : text(start + size + 5, top + 14, figure)}`;
      })
      .join(''),
  );
}
