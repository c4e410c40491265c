import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auc } from '../../../stats/index.ts';
import { toneOf } from './tone.ts';
import { means } from './wording.ts';

const folder = new URL('../../../../../shared/data/sentiment/', import.meta.url);

describe('tone', () => {
  it('orders unhappy, plain and happy texts in both languages', () => {
    const english = [
      'This is terrible, we will cancel',
      'It is slow today',
      'Where is the report?',
      'Works fine, thank you',
      'Great help, we love it',
    ];
    const spanish = [
      'Es inaceptable, vamos a cancelar',
      'Hoy va lento',
      '¿Dónde está el informe?',
      'Funciona bien, gracias',
      'Excelente ayuda, nos encanta',
    ];
    for (const texts of [english, spanish]) {
      const tones = texts.map(toneOf);
      expect(tones.toSorted((a, b) => a - b)).toEqual(tones);
      expect(tones[0]).toBeLessThan(-0.5);
      expect(tones[2]).toBe(0);
      expect(tones[4]).toBeGreaterThan(0.5);
    }
  });

  it('hears a word that turns the next ones, accents or not, and stays within -1 and 1', () => {
    expect(toneOf('not good')).toBeLessThan(0);
    expect(toneOf("it isn't helpful")).toBeLessThan(0);
    expect(toneOf('sin ningún problema')).toBeGreaterThan(0);
    expect(toneOf('PÉSIMO')).toBe(toneOf('pesimo'));
    expect(toneOf('great '.repeat(1000))).toBeLessThanOrEqual(1);
    expect(toneOf('terrible '.repeat(1000))).toBeGreaterThanOrEqual(-1);
  });

  it('is missing without words', () => {
    expect([toneOf(null), toneOf(''), toneOf('12:30 !!')]).toEqual([NaN, NaN, NaN]);
  });

  it.skipIf(!existsSync(folder)).each(['english', 'spanish'])(
    'tells happy from unhappy texts of a labelled collection better than chance: %s (needs ../shared/data)',
    (language) => {
      const lines = (name: string) =>
        readFileSync(new URL(`${language}/test_${name}.txt`, folder), 'utf8')
          .trimEnd()
          .split('\n');
      const labels = lines('labels').map(Number);
      const tones = lines('text').map((text) => toneOf(text) || 0);
      const clear = [...labels.keys()].filter((row) => labels[row] !== 1);
      const found = auc(
        Uint8Array.from(clear, (row) => (labels[row] === 2 ? 1 : 0)),
        clear.map((row) => tones[row]!),
      );
      // A list of words against short texts from a social network: far from a model, far from chance.
      expect(found).toBeGreaterThan(0.74);
    },
  );
});

describe('wording', () => {
  it('reads the words of common tools in both languages', () => {
    for (const text of ['paid', 'Paid', 'Pagada', 'closed']) expect(means('settledInvoice', text), text).toBe(true);
    for (const text of ['unpaid', 'open', 'overdue', null])
      expect(means('settledInvoice', text), String(text)).toBe(false);
    for (const text of ['void', 'Draft', 'anulada', 'refunded']) expect(means('voidInvoice', text), text).toBe(true);
    for (const text of ['failed', 'payment_declined', 'Fallido']) expect(means('failedPayment', text), text).toBe(true);
    for (const text of ['inbound', 'In', 'entrante']) expect(means('inbound', text), text).toBe(true);
    for (const text of ['internal', 'outbound', null]) expect(means('inbound', text), String(text)).toBe(false);
    for (const text of ['login', 'page_viewed', 'session start', 'api_call', 'API: list', 'ping', 'Inicio de sesión'])
      expect(means('passive', text), text).toBe(true);
    for (const text of ['report_created', 'user_invited', 'review_done', 'mapping saved', 'rapid import'])
      expect(means('passive', text), text).toBe(false);
  });
});
