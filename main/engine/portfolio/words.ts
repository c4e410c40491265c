import type { Bilingual, PortfolioQuestion } from '../../../shared/contract/index.ts';
import { highRisk, mediumRisk } from './shapes.ts';

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const revenue: Bilingual = {
  en: 'Annual revenue is twelve times the recurring revenue a month, in the base currency at the stated rates.',
  es: 'El ingreso anual es doce veces el ingreso recurrente mensual, en la moneda base a los cambios declarados.',
};

export function scatterWords(x: PortfolioQuestion['x'], y: PortfolioQuestion['y'], logX: boolean): Bilingual {
  const across = { revenue: { en: 'annual revenue', es: 'ingreso anual' }, seats: { en: 'seats', es: 'licencias' } }[x];
  const up = {
    risk: {
      en: 'the probability of churn of the last scores',
      es: 'la probabilidad de baja de las últimas puntuaciones',
    },
    health: {
      en: 'the health score in force, as it was last computed',
      es: 'el índice de salud en vigor, según se calculó por última vez',
    },
  }[y];
  return {
    en: `A point is a customer: across its ${across.en}${logX ? ' on a logarithmic axis' : ''}, up ${up.en}. ${revenue.en} Customers that lack one of the two${logX ? ', or have 0,' : ''} are not drawn; how many is said. Of more than 5,000 customers, fields of a grid tell how many stand in each.`,
    es: `Un punto es un cliente: en horizontal su ${across.es}${logX ? ' en un eje logarítmico' : ''}, en vertical ${up.es}. ${revenue.es} Los clientes a los que les falta uno de los dos${logX ? ', o tienen 0,' : ''} no se dibujan; se dice cuántos. Con más de 5.000 clientes, los campos de una cuadrícula dicen cuántos hay en cada uno.`,
  };
}

export const treeWords: Bilingual = {
  en: `Customers by owner and segment; the area is the annual revenue, the colour the probability of churn of the last scores, of groups weighted by revenue. ${revenue.en} In a large book the smallest customers of each group stand together.`,
  es: `Clientes por responsable y segmento; el área es el ingreso anual, el color la probabilidad de baja de las últimas puntuaciones, en los grupos ponderada por ingreso. ${revenue.es} En una cartera grande los clientes más pequeños de cada grupo van juntos.`,
};

export const monthsWords: Bilingual = {
  en: `Customers by the month of their next renewal after the last day of data, and by risk; who pays by the month is left out. High is from ${percent(highRisk)}, medium from ${percent(mediumRisk)} and low is below. ${revenue.en}`,
  es: `Clientes por el mes de su próxima renovación tras el último día de datos y por riesgo; quien paga mes a mes queda fuera. Alto es desde ${percent(highRisk)}, medio desde ${percent(mediumRisk)}, bajo por debajo. ${revenue.es}`,
};
