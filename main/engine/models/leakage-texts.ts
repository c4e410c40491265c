import type { Bilingual } from '../../../shared/contract/index.ts';
import { inBoth } from './both-languages.ts';

/** Values that (nearly) only leavers have: how pure they are, and which share of the leavers has them. */
export type Copied = { readonly purity: number; readonly share: number };

export function byGini(gini: number, removed: boolean): Bilingual {
  return inBoth({
    en: ({ precise }) =>
      `Alone it ranks leavers almost perfectly (Gini ${precise(gini)}). ${removed ? 'Nothing known beforehand does that, so it was removed.' : 'Check that it is really known before an account leaves.'}`,
    es: ({ precise }) =>
      `Por sí sola ordena casi a la perfección a quienes se van (Gini ${precise(gini)}). ${removed ? 'Nada que se sepa de antemano hace eso, así que se ha quitado.' : 'Conviene comprobar que de verdad se conoce antes de que la cuenta se vaya.'}`,
  });
}

export function byCopy({ purity, share }: Copied, removed: boolean): Bilingual {
  const percent = (value: number): number => Math.round(value * 100);
  return inBoth({
    en: ({ whole }) =>
      `Some of its values belong to leavers only: ${whole(percent(share))} % of those who leave have them, and ${whole(percent(purity))} % of the accounts with them leave. ${removed ? 'That is a copy of the outcome, so it was removed.' : 'It may be filled in when an account leaves.'}`,
    es: ({ whole }) =>
      `Algunos de sus valores solo los tienen quienes se van: el ${whole(percent(share))} % de ellas los tiene, y el ${whole(percent(purity))} % de las cuentas que los tienen se va. ${removed ? 'Es una copia del desenlace, así que se ha quitado.' : 'Puede que se rellene cuando la cuenta se va.'}`,
  });
}

export function withoutHistory(allowed: boolean): Bilingual {
  return allowed
    ? {
        en: 'Only its present value is known, so past months are described by what was written later. A person let it in; read the test with care.',
        es: 'Solo se conoce su valor actual, así que los meses pasados se describen con lo escrito después. Una persona la admitió; la prueba debe leerse con cautela.',
      }
    : {
        en: 'Only its present value is known: what it was in the past months is not, and it may have changed because the account left. It was kept out; it can be let in by name.',
        es: 'Solo se conoce su valor actual: no se sabe cuál tenía en los meses pasados, y puede haber cambiado porque la cuenta se fue. Se ha dejado fuera; se puede admitir por su nombre.',
      };
}

export function byName(allowed: boolean): Bilingual {
  return allowed
    ? {
        en: 'Its name speaks of leaving, which is usually written down afterwards. A person let it in.',
        es: 'Su nombre habla de irse, lo que suele anotarse después. Una persona la admitió.',
      }
    : {
        en: 'Its name speaks of leaving, which is usually written down afterwards. It was kept out; it can be let in by name.',
        es: 'Su nombre habla de irse, lo que suele anotarse después. Se ha dejado fuera; se puede admitir por su nombre.',
      };
}

export function changesAfterLeaving({ leavers, stayers }: { leavers: number; stayers: number }): Bilingual {
  const percent = (value: number): number => Math.round(value * 100);
  return inBoth({
    en: ({ whole }) =>
      `It changed on or after the day of leaving for ${whole(percent(leavers))} % of the accounts that left, and for ${whole(percent(stayers))} % of the others. It follows the outcome, so it was removed.`,
    es: ({ whole }) =>
      `Cambió el día de la baja o después en el ${whole(percent(leavers))} % de las cuentas que se fueron, y en el ${whole(percent(stayers))} % de las demás. Sigue al desenlace, así que se ha quitado.`,
  });
}
