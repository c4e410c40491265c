import { readdirSync, readFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContractClient } from '../../../shared/contract/index.ts';
import type { EngineContext } from '../procedures.ts';
import type { Session } from '../session/index.ts';
import { testWorkspace } from '../testing/index.ts';
import type { TestWorkspace } from '../testing/index.ts';
import { exportsHandlers } from './index.ts';

let workspace: TestWorkspace;
let session: Session;
let client: ContractClient['exports'];
let language: 'en' | 'es' = 'en';

beforeAll(() => {
  workspace = testWorkspace();
  session = workspace.open();
  const context = { session: () => session, settings: () => ({ language }) } as unknown as EngineContext;
  client = createRouterClient(exportsHandlers(context)) as unknown as ContractClient['exports'];
});
afterAll(async () => {
  await session.close();
  workspace.remove();
});

const shown = { name: 'Retention', columns: ['cohort', 'size'], rows: [['2026-01', 3] as (string | number)[]] };

describe('exporting a table', () => {
  it('hands out the first sheet as CSV, under a name that every system takes', async () => {
    const grant = await client.table({ format: 'csv', name: 'Q1: a/b', sheets: [shown, shown], notes: ['Rule'] });
    expect(grant.name).toBe('Q1 a b.csv');
    const { path } = session.grants.resolve(grant.grant);
    expect(readFileSync(path, 'utf8')).toBe('cohort,size\r\n2026-01,3\r\n\r\nRule\r\n');
    session.grants.release(grant.grant);
    expect(() => readFileSync(path)).toThrow();
  });

  it('names the sheet of notes in the language of the page', async () => {
    for (const [spoken, name] of [
      ['en', 'Notes'],
      ['es', 'Notas'],
    ] as const) {
      language = spoken;
      const { grant } = await client.table({ format: 'xlsx', name: 'x', sheets: [shown], notes: ['Rule'] });
      const { sheets } = await readXlsx(readFileSync(session.grants.resolve(grant).path));
      expect(sheets.map((sheet) => sheet.name)).toEqual(['Retention', name]);
    }
  });

  it('refuses rows that do not fit their columns, and leaves no file', async () => {
    const before = readdirSync(session.staging);
    const wrong = { ...shown, rows: [['2026-01', 1], ['2026-02']] };
    await expect(client.table({ format: 'csv', name: 'x', sheets: [wrong] })).rejects.toThrow(
      'Row 2 of "Retention" has 1 cells where there are 2 columns.',
    );
    expect(readdirSync(session.staging)).toEqual(before);
  });
});
