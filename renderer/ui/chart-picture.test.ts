import { describe, expect, it } from 'vitest';
import { drawPicture, wrapText } from './chart-picture.ts';

const chart = {
  label: 'Accounts & <months>',
  height: 200,
  element: () => null,
  option: () => ({
    xAxis: { type: 'category', data: ['Jan', 'Feb'] },
    yAxis: { type: 'value' },
    series: [{ type: 'line', data: [1, 2] }],
  }),
};

const wellFormedTag = /^<\/?[\w:]+(\s+[\w:-]+="[^"<]*")*\s*\/?>$/;

describe('the picture of a page', () => {
  it('holds every chart with its title and what it means', () => {
    const svg = drawPicture([chart, chart], {
      title: 'Retention <1>\u0007\ud800',
      notes: ['Of all accounts.', 'Data version: 3'],
    });
    expect(svg.match(/<svg /g)).toHaveLength(3);
    expect(svg).toContain('Retention &lt;1&gt;\ufffd</title>');
    expect(svg).toContain('Accounts &amp; &lt;months&gt;');
    expect(svg).toContain('Of all accounts.');
    expect(svg).toContain('Data version: 3');
    expect(svg).toContain('>Feb</text>');
    for (const tag of svg.match(/<[^!][^>]*>/g) ?? []) expect(tag).toMatch(wellFormedTag);
    // Nothing that moves or reaches elsewhere: a picture is still and whole.
    expect(svg).not.toMatch(/@keyframes|href="http|<script/);
  });

  it('holds the table where there is no chart', () => {
    const table = {
      head: ['Behaviour', 'Accounts'],
      rows: Array.from({ length: 203 }, (_, index) => [`did <${index}>`, index * 1_000]),
    };
    const words = { title: 'Drivers', notes: [], number: (value: number) => `${value}!` };
    const svg = drawPicture([], words, table);
    for (const tag of svg.match(/<[^!][^>]*>/g) ?? []) expect(tag).toMatch(wellFormedTag);
    expect(svg).toContain('>did &lt;199&gt;</text>');
    expect(svg).not.toContain('did &lt;200&gt;');
    expect(svg).toContain('… +3!');
    expect(svg).toMatch(/text-anchor="end">199000!</);
    expect(drawPicture([chart], words, table)).not.toContain('did ');
  });

  it('breaks long lines at spaces', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('incomprehensibilities a', 5)).toEqual(['incomprehensibilities', 'a']);
    expect(wrapText('', 5)).toEqual([]);
  });
});
