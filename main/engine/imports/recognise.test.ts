import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingOf, recipeOf } from './recipes/testing/mappings.ts';
import { recognise } from './recognise.ts';
import { openTestSession } from './testing/test-session.ts';
import type { TestSession } from './testing/test-session.ts';

let test: TestSession;
beforeAll(async () => void (test = await openTestSession()));
afterAll(() => test.close());

const columns = { Código: 'account_id', Nombre: 'name' };
const header = Object.keys(columns);
const recipe = (name: string, reading: object, match: object = { header }) =>
  recipeOf(name, [{ ...mappingOf({ table: 'accounts', ...reading }, columns), match }]);
const look = async (content: string | Buffer, ...recipes: ReturnType<typeof recipe>[]) => {
  const path = test.write('file.csv', content);
  const { head, matches } = await recognise({ path, name: 'file.csv', part: null }, {}, recipes);
  return { header: head.header, recipes: matches.map((match) => match.recipe.name) };
};

describe('a recipe knows its file', () => {
  it('by what is found out', async () => {
    expect(await look('Código;Nombre\n1;Acme\n2;Bo\n', recipe('plain', {}))).toEqual({ header, recipes: ['plain'] });
  });

  it('by the way in which it wants the file read, where nothing is found out', async () => {
    const odd = 'Código!Nombre\n1!Acme\n2!Bo\n';
    expect((await look(odd, recipe('plain', {}))).recipes).toEqual([]);
    expect(await look(odd, recipe('plain', {}), recipe('odd', { delimiter: '!' }))).toEqual({
      header,
      recipes: ['odd'],
    });
  });

  it('below lines that look like names as well', async () => {
    const titled = 'Informe,Ventas\nCódigo,Nombre\n1,Acme\n2,Bo\n';
    expect(await look(titled, recipe('below', { headerRow: 2 }))).toEqual({ header, recipes: ['below'] });
  });

  it('but not by its name alone, however the bytes are read', async () => {
    const other = recipe('named', { delimiter: '!' }, { name: 'other*' });
    expect((await look('a,b\n1,2\n', other)).recipes).toEqual([]);
  });

  it('and what cannot be read stays a problem', async () => {
    await expect(look('', recipe('odd', { delimiter: '!' }))).rejects.toThrow(/empty/);
  });
});
