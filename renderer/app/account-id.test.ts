import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountPath, idOfPath, idToPath } from './account-id.ts';

describe('account ids in paths', () => {
  it('leaves ordinary ids readable', () => {
    expect(accountPath('A-0010')).toBe('/accounts/A-0010');
    expect(accountPath('17850')).toBe('/accounts/17850');
  });

  it('escapes what a host could read as a file or a folder', () => {
    expect(idToPath('../etc/x.js')).toMatch(/^[\w~-]+$/);
    expect(idOfPath(idToPath('../etc/x.js'))).toBe('../etc/x.js');
  });

  it('comes back whole, whatever the id', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }).filter((id) => id.isWellFormed()),
        (id) => idOfPath(idToPath(id)) === id,
      ),
      { examples: [['\ufeffA'], ['~']] },
    );
  });
});
