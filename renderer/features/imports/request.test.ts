import { describe, expect, it } from 'vitest';
import { fileMapping } from '../../../shared/contract/index.ts';
import { decisionOf } from './draft.ts';
import { decisionsOf, requestOf } from './request.ts';

const accounts = fileMapping.parse({ table: 'accounts', columns: [{ column: 'id', field: 'account_id' }] });
const events = fileMapping.parse({ table: 'events', columns: [{ column: 'id', field: 'account_id' }] });
const recipe = { name: 'crm', revision: 2 };
const file = { grant: 'g1', name: 'a.xlsx', part: 'One', mapping: accounts, recipe: null };

describe('the request of a check', () => {
  it('names its files by grant, each once', () => {
    const request = requestOf({ request: [file, { ...file, mapping: events }, { ...file, grant: 'g2', part: null }] });
    expect(request?.grants).toEqual(['g1', 'g2']);
    expect(request?.files).toHaveLength(3);
  });
  it('is none where a file was let go, and none for what was committed', () => {
    expect(requestOf({ request: [file, { ...file, grant: null }] })).toBeNull();
    expect(requestOf({ request: null })).toBeNull();
  });
  it('comes back as decisions: mappings by source table, what else was decided stays', () => {
    const choices = { 'end-before-start': 'leave-out' } as const;
    const request = requestOf({
      request: [
        { ...file, mapping: { ...accounts, choices } },
        { ...file, mapping: events },
        { ...file, grant: 'g2', part: null, recipe },
      ],
    });
    const before = {
      'g1#One': { grant: 'g1', isLeftOut: true, options: { headerRow: 2 } },
      'g1#Two': { grant: 'g1', isLeftOut: true },
    };
    expect(request && decisionsOf(request, before)).toEqual({
      'g1#One': { grant: 'g1', options: { headerRow: 2 }, mappings: [{ ...accounts, choices }, events] },
      'g1#Two': { grant: 'g1', isLeftOut: true },
      g1: { grant: 'g1', isLeftOut: true },
      g2: { grant: 'g2', mappings: [accounts], saved: { recipe, mappings: [accounts] } },
    });
  });
  it('leaves out what the check was not asked about, though nobody remembers that it was left out', () => {
    const request = requestOf({ request: [file] });
    const decisions = decisionsOf(request!, {});
    expect(decisionOf(decisions, { key: 'g1#One', grant: 'g1' }).isLeftOut).toBeUndefined();
    expect(decisionOf(decisions, { key: 'g1#Two', grant: 'g1' }).isLeftOut).toBe(true);
    expect(decisionOf(decisions, { key: 'g2', grant: 'g2' })).toEqual({ grant: 'g2' });
  });
});
