import type { Bilingual, ModelTarget } from '../../../shared/contract/index.ts';

type Words = { readonly one: Bilingual; readonly other: Bilingual };

/** What is foretold, as a noun that can be counted. */
export const outcomes: Readonly<Record<ModelTarget, Words>> = {
  churn: { one: { en: 'churn', es: 'baja' }, other: { en: 'churns', es: 'bajas' } },
  expansion: { one: { en: 'expansion', es: 'ampliación' }, other: { en: 'expansions', es: 'ampliaciones' } },
  engagement: {
    one: { en: 'account that stayed engaged', es: 'cuenta que siguió activa' },
    other: { en: 'accounts that stayed engaged', es: 'cuentas que siguieron activas' },
  },
};
