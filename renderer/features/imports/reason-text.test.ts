import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonOf, reasonSentences, reasonWords } from '../../../shared/domain/import-reasons.ts';
import { translator } from '../../ui/messages.ts';
import { reasonMessages } from './reason-messages.ts';
import { reasonIn } from './reason-text.ts';

const inSpanish = (sentence: string) => reasonIn('es', sentence, reasonOf(sentence));

describe('refusals of the engine on a Spanish page', () => {
  beforeAll(async () => void (await translator.changeLanguage('es')));
  afterAll(async () => void (await translator.changeLanguage('en')));

  it.each([
    ['"never" is not a date read as year-month-day', '«never» no es una fecha leída como año-mes-día'],
    ['"x" is not an amount of money', '«x» no es un importe'],
    ['it has 1 value where the header has 5 columns', 'tiene 1 valor donde la cabecera tiene 5 columnas'],
    ['it has 3 values where the header has 5 columns', 'tiene 3 valores donde la cabecera tiene 5 columnas'],
    [
      'When is blank, and events cannot do without it',
      '«Cuándo» está en blanco, y es obligatorio en los eventos de uso',
    ],
    ['It was committed as import 7.', 'Se confirmó como importación 7.'],
    ['"$t(cancel)" is not a number', '«$t(cancel)» no es un número'],
  ])('%s', (sentence, spanish) => {
    expect(inSpanish(sentence)).toEqual({ text: spanish, language: 'es' });
  });

  it('keep the sentence, marked as English, where nothing else is known of them', () => {
    expect(inSpanish('the moon was full')).toEqual({ text: 'the moon was full', language: 'en' });
  });

  it('lose no value but those that only English needs', () => {
    const silent = new Set(['what']);
    for (const [key, sentence] of Object.entries(reasonSentences)) {
      const spanish = reasonMessages.texts.es[key as keyof typeof reasonSentences];
      for (const [, name] of sentence.matchAll(/\{\{(\w+)\}\}/g))
        if (!silent.has(name!)) expect([key, spanish]).toEqual([key, expect.stringContaining(`{{${name}}}`)]);
    }
    expect(Object.keys(reasonMessages.texts.es).sort()).toEqual(
      [...Object.keys(reasonSentences), ...Object.keys(reasonWords)].sort(),
    );
  });
});

it('are the sentences themselves on an English page', () => {
  expect(reasonIn('en', '"x" is not a number', reasonOf('"x" is not a number'))).toEqual({
    text: '"x" is not a number',
    language: 'en',
  });
});
