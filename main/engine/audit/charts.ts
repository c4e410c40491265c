import type { Evaluation } from '../../../shared/contract/index.ts';
import { html, trusted } from './html.ts';
import type { Html } from './html.ts';

const size = { width: 420, height: 260, left: 46, bottom: 36, top: 12, right: 12 };

type Point = { x: number; y: number };

const across = (x: number): number => size.left + x * (size.width - size.left - size.right);
const up = (y: number): number => size.height - size.bottom - y * (size.height - size.bottom - size.top);
const path = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${across(x).toFixed(1)},${up(y).toFixed(1)}`).join('');

function frame(title: string, xLabel: string, yLabel: string, xEnd: number, yEnd: number, content: string): Html {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const percent = (value: number): string => `${Math.round(value * 1000) / 10}%`;
  return html`<figure>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
      ${trusted(ticks.map((tick) => `<line class="grid" x1="${across(0)}" x2="${across(1)}" y1="${up(tick)}" y2="${up(tick)}"/><text class="tick" x="${across(0) - 6}" y="${up(tick) + 4}" text-anchor="end">${percent(tick * yEnd)}</text><text class="tick" x="${across(tick)}" y="${up(0) + 16}" text-anchor="middle">${percent(tick * xEnd)}</text>`).join(''))}
      ${trusted(content)}
      <text class="axis" x="${across(0.5)}" y="${size.height - 4}" text-anchor="middle">${xLabel}</text>
      <text class="axis" transform="translate(11 ${up(0.5)}) rotate(-90)" text-anchor="middle">${yLabel}</text>
    </svg>
    <figcaption>${title}</figcaption>
  </figure>`;
}

/** Predicted against observed share of churns, with 95 % Wilson intervals; on the diagonal the probabilities can be taken at their word. */
export function reliabilityChart(test: Evaluation): Html {
  const end = Math.min(1, Math.max(0.05, ...test.reliability.flatMap((bin) => [bin.predicted, bin.high])));
  const marks = test.reliability
    .map(
      (bin) =>
        `<line class="bar" x1="${across(bin.predicted / end)}" x2="${across(bin.predicted / end)}" y1="${up(bin.low / end)}" y2="${up(bin.high / end)}"/><circle class="dot" cx="${across(bin.predicted / end)}" cy="${up(bin.observed / end)}" r="4"/>`,
    )
    .join('');
  return frame(
    'Calibration on later time',
    'predicted',
    'observed',
    end,
    end,
    `<path class="reference" d="${path([
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ])}"/>${marks}`,
  );
}

/** Share of all churns found by reviewing the accounts from the highest probability on; the diagonal is a random order. */
export function gainChart(test: Evaluation): Html {
  const points = [{ x: 0, y: 0 }, ...test.gain.map(({ reviewed, found }) => ({ x: reviewed, y: found }))];
  return frame(
    'Churns found by reviewing the top of the list',
    'accounts reviewed',
    'churns found',
    1,
    1,
    `<path class="reference" d="${path([
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ])}"/><path class="curve" d="${path(points)}"/>`,
  );
}
