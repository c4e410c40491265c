import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { translateKey, translator } from '../ui/messages.ts';
import { findingMessages } from './finding-messages.ts';

const engine = join(import.meta.dirname, '..', '..', 'main', 'engine');
const rooms = ['imports', 'identity'];

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !name.includes('testing'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Keys as they stand in the sources: beside a severity, in the rules that have one, and as first words of the makers of findings. */
function keysOfEngine(): Set<string> {
  const found = new Set<string>();
  for (const text of rooms.flatMap((room) => sources(join(engine, room)))) {
    for (const [, key] of text.matchAll(/\b(?:sightingFinding|ofEvents)\(\s*'([a-z-]+)'/g)) found.add(key!);
    if (!/\bFinding\b|SourceNote/.test(text) && !text.includes('note?.(')) continue;
    // Stages of jobs are named by a key too; these carry values.
    for (const [, key] of text.matchAll(/\bkey: '([a-z-]+)'(?!, values)/g)) found.add(key!);
  }
  return found;
}

describe('sentences of findings', () => {
  const keys = [...keysOfEngine()].filter((key) => !['reading', 'checking', 'writing'].includes(key)).sort();

  it('are looked for where they are', () => {
    expect(keys.length).toBeGreaterThan(28);
    expect(keys).toEqual(
      expect.arrayContaining([
        'cells-without-value',
        'completed-rows',
        'duplicates-not-looked-for',
        'encoding-assumed',
        'end-before-start',
        'events-before-account',
        'file-skipped',
        'id-collision',
        'overlapping-subscriptions',
        'unknown-columns',
        'zone-assumed',
      ]),
    );
  });

  it.each(['en', 'es'] as const)('exist for every key that the engine can tell, in %s', async (language) => {
    await translator.changeLanguage(language);
    const texts = findingMessages.texts[language] as Readonly<Record<string, string>>;
    for (const key of keys) {
      expect([key, key in texts || (`${key}_one` in texts && `${key}_other` in texts)]).toEqual([key, true]);
      for (const count of [1, 2, 1_000_000]) {
        const text = translateKey(findingMessages, key, { n: String(count), count, table: 'facturas' });
        expect([key, count, text]).toEqual([key, count, expect.stringMatching(/^[^{}]+$/)]);
      }
    }
    await translator.changeLanguage('en');
  });

  it('are told for nothing that the engine no longer tells', () => {
    const told = Object.keys(findingMessages.texts.en).map((key) => key.replace(/_(?:one|other)$/, ''));
    expect([...new Set(told)].filter((key) => key !== 'leftOut').sort()).toEqual(keys);
  });
});
