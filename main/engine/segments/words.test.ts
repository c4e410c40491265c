import { describe, expect, it } from 'vitest';
import { segmentRule } from '../../../shared/contract/index.ts';
import { ruleWords, segmentWords } from './words.ts';

const names = { segment: (id: number) => `S${id}`, currency: () => 'EUR' };
const words = (rule: unknown) => ruleWords(segmentRule.parse(rule), names);

describe('a rule in words', () => {
  it('says each kind of condition in both languages', () => {
    const rules = [
      { on: 'attribute', key: 'plan', operator: 'is', values: ['Team', 'Pro'] },
      { on: 'usage', selector: { events: ['export'] }, compare: 'at-least', value: 3, withinDays: 28 },
      { on: 'usage', count: 'days', compare: 'exactly', value: 1, withinDays: null },
      { on: 'last-seen', compare: 'at-least', days: 1 },
      { on: 'tickets', state: 'open', priority: ['high'], compare: 'at-least', value: 1, withinDays: null },
      { on: 'revenue', compare: 'at-most', value: 99.5 },
      { on: 'score', what: 'probability', compare: 'at-least', value: 0.285 },
      { on: 'segment', segment: 4, is: false },
    ];
    const parts = [
      ['plan is “Team” or “Pro”', 'plan es “Team” o “Pro”'],
      ['at least 3 × “export” in the last 28 days', 'al menos 3 × “export” en los últimos 28 días'],
      ['any event on exactly 1 day ever', 'cualquier evento en exactamente 1 día desde siempre'],
      [
        'any event last seen at least 1 day ago or never',
        'cualquier evento por última vez hace al menos 1 día o nunca',
      ],
      ['at least 1 ticket of priority “high” open now', 'al menos 1 ticket de prioridad “high” pendientes ahora'],
      ['monthly recurring revenue of at most 99.5 EUR', 'ingresos recurrentes mensuales de como máximo 99.5 EUR'],
      ['a probability of churn of at least 28.5 %', 'una probabilidad de baja de al menos 28.5 %'],
      ['no membership in the segment “S4”', 'no pertenencia al segmento “S4”'],
    ];
    expect(words({ rules })).toEqual({
      en: `Accounts with: ${parts.map(([en]) => en).join(' and ')}.`,
      es: `Cuentas con: ${parts.map(([, es]) => es).join(' y ')}.`,
    });
  });

  it('keeps groups apart, and says what is negated and what is empty', () => {
    const churned = { on: 'churned', is: true };
    const renewal = { on: 'renewal', withinDays: 30 };
    expect(words({ rules: [] }).en).toBe('All accounts.');
    expect(words({ rules: [renewal, { combinator: 'or', rules: [churned, renewal] }] }).en).toBe(
      'Accounts with: a renewal within 30 days and (churn or a renewal within 30 days).',
    );
    expect(words({ combinator: 'or', not: true, rules: [churned, { not: true, rules: [] }] }).en).toBe(
      'Accounts with: not (churn or not (any account)).',
    );
  });

  it('tells a fixed list from a rule', () => {
    expect(segmentWords({ kind: 'static', rule: null }, names).en).toBe('A fixed list of accounts.');
    const rule = segmentRule.parse({ rules: [{ on: 'churned', is: false }] });
    expect(segmentWords({ kind: 'static', rule }, names).es).toBe(
      'Una lista fija de cuentas. Cuando se guardó: Cuentas con: ninguna baja.',
    );
  });
});
