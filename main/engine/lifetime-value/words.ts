import type { Bilingual, LifetimeQuestion } from '../../../shared/contract/index.ts';
import { minorDigits } from '../../../shared/domain/money.ts';
import { gammaGammaMean, renewalRate } from '../../stats/index.ts';
import { leavingWords } from '../survival/index.ts';
import type { BookLives } from '../survival/index.ts';
import type { TermModel } from './contracts.ts';
import { daysOfUnit } from './histories.ts';
import type { PurchaseModels } from './purchase-values.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const comma = (text: string): string => text.replace('.', ',');

/** What a model of one length of term says. */
export function termMeaning({ months, accounts, left, model, hasShape }: TermModel): Bilingual {
  const term = { en: months === 1 ? 'a month' : `${months} months`, es: months === 1 ? 'un mes' : `${months} meses` };
  if (model === null) {
    return {
      en: `Terms of ${term.en}: ${left} of ${accounts} accounts left, too few to fit a model.`,
      es: `Plazos de ${term.es}: se fueron ${left} de ${accounts} cuentas, muy pocas para ajustar un modelo.`,
    };
  }
  const rates = [1, 3, 6].map((renewal) => percent(renewalRate(model.parameters, renewal)));
  const { alpha, beta } = model.parameters;
  // Little spread: alpha and beta are large.
  const isAlike = alpha + beta > 20;
  return {
    en: `Terms of ${term.en}: of ${accounts} accounts ${left} left. ${rates[0]} make the first renewal, ${rates[1]} the third of those who made two, ${rates[2]} the sixth of those who made five. ${
      isAlike
        ? 'Customers are much alike in their chance to leave.'
        : 'Customers differ in their chance to leave: those who leave easily leave first, so those who are left stay longer.'
    }${hasShape ? ' A customer’s own chance also changes from renewal to renewal.' : ''}`,
    es: `Plazos de ${term.es}: de ${accounts} cuentas se fueron ${left}. El ${comma(rates[0]!)} hace la primera renovación, el ${comma(rates[1]!)} la tercera entre quienes hicieron dos, el ${comma(rates[2]!)} la sexta entre quienes hicieron cinco. ${
      isAlike
        ? 'Los clientes se parecen mucho en su probabilidad de irse.'
        : 'Los clientes difieren en su probabilidad de irse: quienes se van con facilidad se van antes, y los que quedan duran más.'
    }${hasShape ? ' La probabilidad de cada cliente también cambia de una renovación a otra.' : ''}`,
  };
}

/** What the models of purchases say. */
export function purchaseMeaning({ purchases, amounts }: PurchaseModels, currency: string): Bilingual[] {
  const { r, alpha, a, b } = purchases.parameters;
  const days = ((alpha / r) * daysOfUnit).toFixed(0);
  const leaving = percent(a / (a + b));
  const spread =
    r < 1
      ? { en: 'very unevenly', es: 'de forma muy desigual' }
      : { en: 'fairly evenly', es: 'de forma bastante pareja' };
  const told: Bilingual[] = [
    {
      en: `While they are customers they buy every ${days} days on average, ${spread.en} (r = ${r.toFixed(2)}); after each repeat purchase ${leaving} leave for good, on average.`,
      es: `Mientras son clientes compran cada ${days} días de media, ${spread.es} (r = ${comma(r.toFixed(2))}); tras cada compra repetida el ${comma(leaving)} se va para siempre, de media.`,
    },
  ];
  const mean = amounts === null ? null : gammaGammaMean(amounts.parameters);
  if (mean !== null) {
    const digits = currency === 'XXX' ? 2 : minorDigits(currency);
    const amount = `${(mean / 10 ** digits).toFixed(digits)}${currency === 'XXX' ? '' : ` ${currency}`}`;
    told.push({
      en: `A purchase is worth ${amount} on average over all customers.`,
      es: `Una compra vale ${comma(amount)} de media entre todos los clientes.`,
    });
  }
  return told;
}

/** The whole rule as sentences. */
export function lifetimeWords(
  { family, horizonMonths, discount, margin, source }: LifetimeQuestion,
  rule: BookLives['rule'] | null,
  segment: string | null,
): Bilingual {
  const only = {
    en: segment === null ? '' : ` Only accounts of the segment “${segment}”.`,
    es: segment === null ? '' : ` Solo cuentas del segmento “${segment}”.`,
  };
  const yearly = percent(discount);
  const kept = percent(margin);
  if (family === 'contracts') {
    const leaving = rule === null ? { en: '', es: '' } : leavingWords(rule);
    return {
      en: `What today’s customers are expected to pay in the next ${horizonMonths} months: the rest of the running term, and each term after it by the share that makes so many renewals (shifted beta-geometric, or beta-discrete-Weibull where it fits clearly better; one model for each length of term). Revenue a month stays as it is today; ${kept} of it is kept; later months are discounted by ${yearly} a year. Leaving inside a term counts at its end. Intervals (95 %) tell how sure the parameters are. ${leaving.en}${only.en}`,
      es: `Lo que se espera que paguen los clientes de hoy en los próximos ${horizonMonths} meses: el resto del plazo en curso y cada plazo posterior según la proporción que hace tantas renovaciones (beta-geométrica desplazada, o beta-Weibull discreta si ajusta claramente mejor; un modelo por duración de plazo). El ingreso mensual se mantiene como hoy; se conserva el ${comma(kept)}; los meses posteriores se descuentan al ${comma(yearly)} anual. Irse dentro de un plazo cuenta a su fin. Los intervalos (95 %) dicen lo seguros que son los parámetros. ${leaving.es}${only.es}`,
    };
  }
  if (family === null) {
    return {
      en: `Lifetime value needs to know how customers leave: by not renewing a contract, or without saying so. Choose one.${only.en}`,
      es: `El valor de vida necesita saber cómo se van los clientes: al no renovar un contrato, o sin decirlo. Elige.${only.es}`,
    };
  }
  const from =
    source === 'invoices'
      ? { en: 'invoices by their day of issue', es: 'facturas por su día de emisión' }
      : {
          en: 'the chosen events with their quantity as amount',
          es: 'los eventos elegidos, con su cantidad como importe',
        };
  return {
    en: `What customers are expected to buy in the next ${horizonMonths} months: how often by BG/NBD, how much by gamma-gamma, both fitted by maximum likelihood on ${from.en} (several on one day are one). ${kept} of it is kept; later purchases are discounted by ${yearly} a year. Intervals (95 %) tell how sure the parameters are, not what else may happen.${only.en}`,
    es: `Lo que se espera que compren los clientes en los próximos ${horizonMonths} meses: con qué frecuencia por BG/NBD, cuánto por gamma-gamma, ambos ajustados por máxima verosimilitud sobre ${from.es} (varias en un día son una). Se conserva el ${comma(kept)}; las compras posteriores se descuentan al ${comma(yearly)} anual. Los intervalos (95 %) dicen lo seguros que son los parámetros, no qué más puede pasar.${only.es}`,
  };
}
