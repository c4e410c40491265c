import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EventColumns } from '../events/index.ts';
import { createSegmentBuilder, mergeSegments } from '../events/index.ts';
import { membersBehind } from './cell-members.ts';
import { gridOf } from './grid.ts';
import type { GridFigures } from './grid.ts';
import type { Prepared } from './prepare.ts';
import { tallyRetention } from './tally.ts';
import { prepareFrom, questionWith, utc } from './testing.ts';

const data = new URL('../../../../shared/data/', import.meta.url);
const golden = new URL('golden.json', data);
const retailFile = new URL('online-retail/online-retail.csv.gz', data);
const cdnowFile = new URL('cdnow/CDNOW_master.txt.gz', data);

const question = questionWith();

function prepared(columns: EventColumns): Prepared {
  const found = prepareFrom(columns, question, utc);
  if (found === null) throw new Error('The reference data has no events.');
  return found;
}

function gridFrom({ setup, table }: Prepared): GridFigures {
  const label = (key: number): string => setup.calendar.periodLabel('month', table.first + key);
  return gridOf(tallyRetention(setup, table).cohorts, question, label);
}

/** Triangle by cohort; the reference pads its rows with zeros after the end of the data. */
function referenceTriangle(name: string): Record<string, number[]> {
  // The file writes missing numbers as NaN, which is not JSON.
  const all: Record<string, Record<string, number[]>> = JSON.parse(
    readFileSync(golden, 'utf8').replaceAll(/\bNaN\b/g, 'null'),
  );
  return all[name] ?? {};
}

function expectTriangle({ cohorts, columns }: GridFigures, reference: Record<string, number[]>): void {
  const padded = cohorts.map(({ cohort, values }) => [
    cohort,
    [...values, ...Array(columns.length - values.length).fill(0)],
  ]);
  expect(Object.fromEntries(padded)).toEqual(reference);
}

function linesOf(file: URL): string[] {
  return gunzipSync(readFileSync(file)).toString('latin1').split(/\r?\n/);
}

function readRetail(): EventColumns {
  const builder = createSegmentBuilder();
  for (const line of linesOf(retailFile).slice(1)) {
    const fields = line.split(',');
    const customer = fields.at(-2);
    // Only descriptions hold commas, so counting from the end is safe.
    if (line === '' || line.startsWith('C') || customer === undefined || customer === '') continue;
    builder.add(customer.replace(/\.0$/, ''), Date.parse(`${fields.at(-4)}Z`) / 1000, 'purchase', null);
  }
  return mergeSegments([builder.build()]);
}

function readCdnow(): EventColumns {
  const builder = createSegmentBuilder();
  for (const line of linesOf(cdnowFile).slice(1)) {
    const [customer, date] = line.trim().split(/\s+/);
    if (customer === undefined || date === undefined) continue;
    const day = date.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3');
    builder.add(customer, Date.parse(`${day}T00:00:00Z`) / 1000, 'purchase', null);
  }
  return mergeSegments([builder.build()]);
}

const missing = (file: URL) => !existsSync(file) || !existsSync(golden);

describe('monthly retention against reference triangles', () => {
  it.skipIf(missing(retailFile))('Online Retail (skipped where ../shared/data/online-retail is absent)', () => {
    const found = prepared(readRetail());
    const grid = gridFrom(found);
    expectTriangle(grid, referenceTriangle('online_retail:monthly_cohort(no cancels, known customers)'));
    const { cohorts, average } = grid;
    // The data ends on 9 December 2011, so the last month of every cohort is unfinished.
    for (const { complete } of cohorts) expect(complete.indexOf(false)).toBe(complete.length - 1);
    expect(average.at(-1)).toBeNull();
    expect(average[11]).toBe(445 / 885);
    const cell = { cohort: '2010-12', index: 1 };
    expect(membersBehind(found, { ...cell, which: 'retained' })).toHaveLength(324);
    expect(membersBehind(found, { ...cell, which: 'lost' })).toHaveLength(885 - 324);
  });

  it.skipIf(missing(cdnowFile))('CDNOW (skipped where ../shared/data/cdnow is absent)', () => {
    expectTriangle(gridFrom(prepared(readCdnow())), referenceTriangle('cdnow_master:monthly_cohort'));
  });
});
