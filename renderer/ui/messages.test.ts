import { describe, expect, it } from 'vitest';
import { languages, translateKey, translator } from './messages.ts';
import type { Messages } from './messages.ts';

const folders = import.meta.glob<Record<string, unknown>>(
  ['../**/messages.ts', '../**/*-messages.ts', './texts.ts', '!./messages.ts'],
  { eager: true },
);

function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && 'namespace' in value && 'texts' in value;
}

const all = Object.entries(folders).flatMap(([file, door]) =>
  Object.values(door)
    .filter(isMessages)
    .map((messages) => ({ file, messages })),
);
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').sort();

describe('texts', () => {
  it('are found in every folder that has some', () => {
    expect(all.length).toBeGreaterThan(5);
  });

  it('have one namespace each', () => {
    const names = all.map(({ messages }) => messages.namespace);
    expect(names.length).toBe(new Set(names).size);
  });

  describe.each(all.map(({ file, messages }) => [`${file} (${messages.namespace})`, messages] as const))(
    '%s',
    (_, messages) => {
      it('has the same keys in both languages, none of them empty', () => {
        const keys = languages.map((language) => Object.keys(messages.texts[language]).sort());
        expect(keys[1]).toEqual(keys[0]);
        for (const language of languages)
          for (const text of Object.values(messages.texts[language])) expect(text.trim()).not.toBe('');
      });

      it('asks for the same values in both languages', () => {
        for (const [key, text] of Object.entries(messages.texts.en)) {
          expect({ key, values: placeholders(messages.texts.es[key] ?? '') }).toEqual({
            key,
            values: placeholders(text),
          });
        }
      });

      it('has both forms of every plural', () => {
        const keys = Object.keys(messages.texts.en);
        for (const key of keys) {
          if (key.endsWith('_one')) expect(keys).toContain(key.replace(/_one$/, '_other'));
          if (key.endsWith('_other')) expect(keys).toContain(key.replace(/_other$/, '_one'));
        }
      });
    },
  );
});

describe('translateKey', () => {
  const messages: Messages = { namespace: 'test-of-messages', texts: { en: {}, es: {} } };

  it('answers null for a key that is not there', () => {
    expect(translateKey(messages, 'nothing')).toBeNull();
  });

  it('groups numbers and counts millions in Spanish as others', async () => {
    translator.addResourceBundle('es', 'test-of-messages', {
      rows_one: '{{count}} fila',
      rows_other: '{{count}} filas',
      rows_many: '{{count}} filas',
    });
    await translator.changeLanguage('es');
    expect(translator.t('rows', { ns: 'test-of-messages', count: 1 })).toBe('1 fila');
    expect(translator.t('rows', { ns: 'test-of-messages', count: 1234 })).toBe('1.234 filas');
    expect(translator.t('rows', { ns: 'test-of-messages', count: 1_000_000 })).toBe('1.000.000 filas');
    await translator.changeLanguage('en');
  });
});
