import { describe, expect, it } from 'vitest';
import type { RecipeEntry } from '../../../../shared/contract/index.ts';
import { matchRecipes, newColumnsFinding, whyNoMatch } from './match-recipes.ts';
import { mappingOf, recipeOf } from './testing/mappings.ts';

const entry = (match: RecipeEntry['match'], table: RecipeEntry['table'] = 'accounts'): RecipeEntry => ({
  ...mappingOf({ table }, { id: 'account_id' }),
  match,
});
const found = (
  recipes: Parameters<typeof matchRecipes>[3],
  name: string,
  header: string[],
  part: string | null = null,
) => matchRecipes(name, part, header, recipes).map(({ mapping, recipe }) => `${recipe.name} ${mapping.table}`);

describe('the next file of the same shape', () => {
  const byName = recipeOf('name', [entry({ name: 'crm-*.csv' })]);
  const byColumns = recipeOf('columns', [entry({ header: ['id', 'name'] })]);
  const byAll = recipeOf('exact', [entry({ header: ['id', 'name', 'plan'] })]);

  it('is known by the most specific recipe, whatever their order', () => {
    for (const recipes of [
      [byName, byColumns, byAll],
      [byAll, byColumns, byName],
    ]) {
      expect(found(recipes, 'crm-2026.csv', ['plan', 'id', 'name'])).toEqual(['exact accounts']);
      expect(found(recipes, 'crm-2026.csv', ['id', 'name', 'other'])).toEqual(['columns accounts']);
      expect(found(recipes, 'CRM-2026.csv', ['id'])).toEqual(['name accounts']);
      expect(found(recipes, 'other.csv', ['id'])).toEqual([]);
    }
  });

  it('is known by the first of equals: the one saved last', () => {
    const again = recipeOf('again', byAll.files);
    expect(found([again, byAll], 'x.csv', ['id', 'name', 'plan'])).toEqual(['again accounts']);
  });

  it('becomes rows of several tables where entries of one recipe say so', () => {
    const header = ['id', 'name', 'mail'];
    const both = recipeOf('both', [entry({ header }), entry({ header }, 'contacts')]);
    expect(found([both], 'x.csv', header)).toEqual(['both accounts', 'both contacts']);
  });

  it('is not also read by an entry of the recipe for another, smaller file', () => {
    const set = recipeOf('set', [
      entry({ header: ['id', 'name'] }),
      entry({ header: ['id', 'name', 'mail'] }, 'contacts'),
    ]);
    expect(found([set], 'contacts.csv', ['id', 'name', 'mail'])).toEqual(['set contacts']);
  });

  it('is known by its part', () => {
    const sheets = recipeOf('sheets', [entry({ part: 'Cuentas' }), entry({ part: 'Contactos*' }, 'contacts')]);
    expect(found([sheets], 'book.xlsx', ['id'], 'Contactos 2026')).toEqual(['sheets contacts']);
    expect(found([sheets], 'book.csv', ['id'])).toEqual([]);
  });

  it('is still known where it comes back as rejected rows to be mended', () => {
    const header = ['id', 'name', 'plan', 'rejected row', 'rejected column', 'rejected because'];
    expect(found([byColumns, byAll], 'rejected.csv', header)).toEqual(['exact accounts']);
  });
});

describe('what does not fit', () => {
  it('is told by the columns that are missing, or by the name that is asked for', () => {
    const recipe = recipeOf('crm', [entry({ header: ['id', 'name', 'plan'] }), entry({ header: ['a', 'b', 'c'] })]);
    expect(whyNoMatch(recipe, 'x.csv', null, ['id', 'plan'])).toBe(
      'x.csv does not fit the recipe "crm": it has no column "name".',
    );
    expect(whyNoMatch(recipeOf('crm', [entry({ name: 'crm*' })]), 'x.csv', null, ['id'])).toMatch(
      /files named "crm\*"/,
    );
  });

  it('new columns are told and left out', () => {
    const mapping = mappingOf(
      { table: 'accounts', derive: [{ how: 'domain', column: 'mail', as: 'site' }] },
      { id: 'account_id', phone: null, site: 'website' },
    );
    expect(newColumnsFinding(mapping, ['id', 'phone', 'mail', 'rejected because'], 'x.csv')).toBeNull();
    expect(newColumnsFinding(mapping, ['id', 'phone', 'mail', 'tier', 'vat'], 'x.csv')).toMatchObject({
      key: 'new-columns',
      count: 2,
      examples: ['tier', 'vat'],
    });
  });
});
