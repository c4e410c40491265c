import { describe, expect, it } from 'vitest';
import type { FilePreview, Reading } from '../../../shared/contract/index.ts';
import {
  draftTable,
  namePattern,
  previewInput,
  recipeOf,
  savedAs,
  startFiles,
  withChoice,
  withMapping,
} from './draft.ts';
import type { Decisions } from './draft.ts';
import { emptyMapping, setColumnDate, setConstant, setField } from './mapping-edit.ts';
import { isAnswered, openDateColumns, openQuestions, readiness } from './readiness.ts';
import type { Question } from './readiness.ts';

const header = ['id', 'company', 'opened', 'closed'].map((column) => ({ column }));
const base = [
  ['id', 'ticket_id'],
  ['opened', 'opened_at'],
  ['closed', 'closed_at'],
].reduce((all, [column, field]) => setField(all, column!, field!), emptyMapping(header, 'tickets'));

const reading = (change: Partial<Reading> = {}): Reading => ({
  table: { name: 'tickets', confidence: 0.9, alternatives: [] },
  proposed: [],
  mapping: base,
  recipe: null,
  questions: [],
  stored: [],
  rejected: { count: 0, example: null, column: null, code: null },
  problem: null,
  ...change,
});
const preview = (change: Partial<FilePreview> = {}): FilePreview => ({
  key: 'g1',
  grant: 'g1',
  name: 'tickets-2025-03.csv',
  part: null,
  size: 10,
  kind: 'text',
  encoding: 'utf-8',
  delimiter: ',',
  headerRow: 1,
  sampledRows: 2,
  isWhole: true,
  estimatedRows: 2,
  columns: header.map(({ column }) => ({
    column,
    type: 'text',
    filled: 1,
    distinct: 2,
    distinctIsLeast: false,
    min: null,
    max: null,
    samples: [],
    dateFormats: [],
    decimals: [],
    personal: null,
  })),
  readings: [reading()],
  problem: null,
  ...change,
});
const dateQuestion = (column: string): Question => ({ kind: 'date-format', column, field: `${column}_at` });

describe('questions', () => {
  const accountQuestion: Question = { kind: 'missing-field', column: null, field: 'account_id' };

  it('are open until the mapping answers them', () => {
    const asked = reading({ questions: [accountQuestion, dateQuestion('opened')] });
    expect(openQuestions({ reading: asked, mapping: base })).toHaveLength(2);
    const account = setField(base, 'company', 'account_id');
    expect(openQuestions({ reading: asked, mapping: account }).map(({ kind }) => kind)).toEqual(['date-format']);
    expect(openQuestions({ reading: asked, mapping: { ...account, dateFormat: 'dmy' } })).toEqual([]);
    expect(openQuestions({ reading: asked, mapping: setColumnDate(account, 'opened', 'mdy') })).toEqual([]);
  });

  it('about dates are asked once for all columns that one answer settles', () => {
    const asked = reading({ questions: [dateQuestion('opened'), dateQuestion('closed')] });
    expect(openQuestions({ reading: asked, mapping: base })).toHaveLength(1);
    expect(openDateColumns({ reading: asked, mapping: base })).toEqual(['opened', 'closed']);
    expect(openDateColumns({ reading: asked, mapping: setColumnDate(base, 'opened', 'dmy') })).toEqual(['closed']);
  });

  it('about a column close when it is left out', () => {
    expect(isAnswered(dateQuestion('opened'), setField(base, 'opened', null))).toBe(true);
    expect(isAnswered({ kind: 'decimal', column: 'opened', field: 'x' }, base)).toBe(false);
  });

  it('about an account are answered by a constant, or by a subscription for events only', () => {
    expect(isAnswered(accountQuestion, setConstant(base, 'account_id', 'acme'))).toBe(true);
    const events = setField(emptyMapping(header, 'events'), 'company', 'subscription_id');
    expect(isAnswered(accountQuestion, events)).toBe(true);
    expect(isAnswered(accountQuestion, { ...events, table: 'tickets' })).toBe(false);
  });
});

describe('readiness', () => {
  const draft = (change: Partial<FilePreview>, decisions: Decisions = {}) =>
    draftTable(preview(change), decisions[change.key ?? 'g1']);

  it('counts what stands in the way', () => {
    expect(readiness([draft({})])).toEqual({ ready: true, open: 0, unreadable: 0, tables: 1 });
    expect(readiness([draft({ readings: [reading({ mapping: null })] })])).toMatchObject({ ready: false, open: 1 });
    expect(readiness([draft({ columns: [], problem: 'This is not text.' })])).toMatchObject({
      ready: false,
      unreadable: 1,
    });
    expect(readiness([])).toMatchObject({ ready: false, tables: 0 });
  });

  it('does not ask about what is left out', () => {
    const left = draft({ readings: [reading({ mapping: null })] }, { g1: { grant: 'g1', isLeftOut: true } });
    expect(readiness([left])).toMatchObject({ ready: false, open: 0, tables: 0 });
    expect(readiness([left, draft({ key: 'g2' })]).ready).toBe(true);
  });
});

describe('a draft', () => {
  it('asks about the decisions of one file only', () => {
    const decisions: Decisions = {
      'g1#a': { grant: 'g1', table: 'tickets', options: { headerRow: 3 } },
      g2: { grant: 'g2', mappings: [base] },
    };
    expect(previewInput('g1', decisions)).toEqual({
      grants: ['g1'],
      mappings: {},
      tables: { 'g1#a': 'tickets' },
      options: { 'g1#a': { headerRow: 3 } },
    });
  });

  it('no longer holds the old proposal to be true after a change of table', () => {
    expect(draftTable(preview(), { grant: 'g1', table: 'signals' }).readings[0]?.mapping).toBeNull();
    expect(draftTable(preview(), { grant: 'g1', table: 'tickets' }).readings[0]?.mapping).toBe(base);
  });

  it('keeps the profile of the whole file while the mapping is previewed again', () => {
    const whole = { columns: [], sampledRows: 90, isWhole: true, estimatedRows: 90 };
    const shown = draftTable(preview({ isWhole: false }), { grant: 'g1', whole }).preview;
    expect(shown).toMatchObject(whole);
  });

  it('changes, adds to and takes from its readings', () => {
    const { readings } = draftTable(preview(), { grant: 'g1', mappings: [base, emptyMapping(header, 'signals')] });
    expect(withMapping(readings, 1, null)).toEqual([base]);
    expect(withMapping(readings, 0, { ...base, zone: 'Europe/Madrid' })[0]?.zone).toBe('Europe/Madrid');
  });

  it('is started with every reading, its options, and its recipe where nobody changed it', () => {
    const recipe = { name: 'help desk', revision: 2 };
    const proposed = preview({ readings: [reading({ recipe })] });
    expect(startFiles([draftTable(proposed, undefined)], {})).toEqual([
      { grant: 'g1', part: null, mapping: base, recipe },
    ]);
    const decisions: Decisions = { g1: { grant: 'g1', mappings: [base, base], options: { encoding: 'utf-16le' } } };
    const started = startFiles([draftTable(proposed, decisions['g1'])], decisions);
    expect(started).toHaveLength(2);
    expect(started[0]).toMatchObject({ recipe: null, mapping: { encoding: 'utf-16le' } });
  });

  it('belongs to the recipe that it was saved as, until it is changed', () => {
    const recipe = { name: 'help desk', revision: 1 };
    const changed: Decisions = { g1: { grant: 'g1', mappings: [{ ...base, zone: 'Europe/Madrid' }] } };
    const [entry] = savedAs([draftTable(preview(), changed['g1'])], changed, recipe);
    const decisions: Decisions = { g1: entry![1] };
    expect(startFiles([draftTable(preview(), decisions['g1'])], decisions)[0]?.recipe).toEqual(recipe);
    const later: Decisions = { g1: { ...entry![1], mappings: [base] } };
    expect(startFiles([draftTable(preview(), later['g1'])], later)[0]?.recipe).toBeNull();
  });

  it('gets a choice in the mappings of the table that it is about', () => {
    const files = [
      { grant: 'g1', mapping: base },
      { grant: 'g2', mapping: emptyMapping(header, 'signals') },
    ];
    const chosen = withChoice(files, { key: 'future-dates', table: 'tickets' }, 'leave-out');
    expect(chosen.map(({ mapping }) => mapping.choices)).toEqual([{ 'future-dates': 'leave-out' }, {}]);
    expect(withChoice(files, { key: 'future-dates', table: null }, 'keep')[1]?.mapping.choices).toEqual({
      'future-dates': 'keep',
    });
  });
});

describe('recipeOf', () => {
  it('recognises its files by their columns', () => {
    const recipe = recipeOf('help desk', [draftTable(preview(), undefined)], {});
    expect(recipe).toMatchObject({ format: 'holdfast-recipe', version: 2, name: 'help desk' });
    expect(recipe.files.map(({ match }) => match)).toEqual([{ header: ['id', 'company', 'opened', 'closed'] }]);
  });

  it('keeps one entry for many files of one kind, and names where columns do not tell kinds apart', () => {
    const march = draftTable(preview(), undefined);
    const april = draftTable(preview({ key: 'g2', grant: 'g2', name: 'tickets-2025-04.csv' }), undefined);
    const chats = preview({
      key: 'g3',
      grant: 'g3',
      name: 'chats.csv',
      readings: [reading({ mapping: { ...base, table: 'interactions' } })],
    });
    expect(recipeOf('r', [march, april], {}).files).toHaveLength(1);
    expect(
      recipeOf('r', [march, april, draftTable(chats, undefined)], {}).files.map(({ match }) => match.name),
    ).toEqual(['tickets-*.csv', 'chats.csv']);
  });

  it('writes figures of a name as "anything"', () => {
    expect(namePattern('Export 2025-03-31_7.csv')).toBe('Export *.csv');
    expect(namePattern('accounts.csv')).toBe('accounts.csv');
  });
});
