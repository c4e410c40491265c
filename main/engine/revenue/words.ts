import type { Bilingual, RevenueQuestion } from '../../../shared/contract/index.ts';
import { dayOfNumber } from '../../../shared/domain/time.ts';
import { noCurrency } from '../currencies/index.ts';
import { segmentName } from '../segments/index.ts';
import type { ReadContext } from '../threads/index.ts';
import { scopeWords } from '../usage/index.ts';
import type { Prepared } from './prepare.ts';

/** Every rule that the figures were counted by, in sentences. */
export function revenueWords(context: ReadContext, question: RevenueQuestion, prepared: Prepared): Bilingual {
  const scope = scopeWords(question, segmentName(context, question.segment));
  const parts = [
    amountWords(prepared),
    levelWords(question),
    movementWords,
    cohortFamilyWords,
    dueFamilyWords,
    breakdownWords(question),
    periodWords(prepared),
  ].filter((part) => part !== null);
  return {
    en: `${parts.map(({ en }) => en).join(' ')}${scope.en}`,
    es: `${parts.map(({ es }) => es).join(' ')}${scope.es}`,
  };
}

function amountWords({ book: { base } }: Prepared): Bilingual {
  const money: Bilingual = base === noCurrency ? { en: '', es: '' } : { en: ` in ${base}`, es: ` en ${base}` };
  return {
    en: `Monthly recurring revenue${money.en} of paid subscriptions; trials do not count. A subscription pays from its start to the day before its end, or to its end where the account’s next one begins on the day after it; subscriptions that run at once are added up.`,
    es: `Ingresos recurrentes mensuales${money.es} de las suscripciones de pago; las de prueba no cuentan. Una suscripción paga desde su inicio hasta el día anterior a su fin, o hasta su fin si la siguiente de la cuenta empieza al día siguiente; las simultáneas se suman.`,
  };
}

function levelWords({ level }: RevenueQuestion): Bilingual {
  return level === 'parent'
    ? {
        en: 'Accounts under one topmost parent count as one customer.',
        es: 'Las cuentas bajo una misma matriz superior cuentan como un solo cliente.',
      }
    : { en: 'Every account counts as a customer.', es: 'Cada cuenta cuenta como un cliente.' };
}

const movementWords: Bilingual = {
  en: 'A movement compares what a customer pays at the close of the day before the period with the close of its last day: new (never paid before), reactivation (paid before, nothing at the start), expansion, contraction, churn (nothing at the end). Customers won and lost inside a period are listed on their own; those gone and back inside it count as kept and are listed as returned.',
  es: 'Un movimiento compara lo que paga un cliente al cierre del día anterior al periodo con el cierre de su último día: nuevo (nunca había pagado), reactivación (pagó antes, nada al inicio), expansión, contracción, baja (nada al final). Los clientes ganados y perdidos dentro de un periodo se listan aparte; los que se van y vuelven dentro de él cuentan como conservados y se listan como recuperados.',
};

const cohortFamilyWords: Bilingual = {
  en: 'Of the customers at the start: gross retention adds up the lesser of end and start for each customer, net retention what they pay at the end, logo churn the share that pays nothing at the end (Wilson 95 % interval). The yearly pace of a month is 1 − (1 − c)^12.',
  es: 'De los clientes del inicio: la retención bruta suma lo menor entre fin e inicio de cada cliente, la neta lo que pagan al final, la baja de clientes es la proporción que no paga nada al final (intervalo de Wilson del 95 %). El ritmo anual de un mes es 1 − (1 − c)^12.',
};

const dueFamilyWords: Bilingual = {
  en: 'Renewals due are counted apart and are not comparable with these: a term ends after its months, counted from the first day of the contract, or with the contract where that ends earlier; subscriptions of the same term that follow one another are one contract. The target is what the contract paid the day before; what came of it is what the customer pays on the day the term ends beyond its contracts that were not due. Gross counts that up to the target, net counts all of it; renewed means more than nothing.',
  es: 'Las renovaciones que vencen se cuentan aparte y no son comparables con lo anterior: un plazo termina tras sus meses, contados desde el primer día del contrato, o con el contrato si este acaba antes; las suscripciones consecutivas del mismo plazo son un solo contrato. El objetivo es lo que pagaba el contrato el día anterior; el resultado es lo que el cliente paga el día en que termina el plazo más allá de sus contratos que no vencían. La bruta lo cuenta hasta el objetivo, la neta lo cuenta todo; renovada quiere decir más que nada.',
};

function breakdownWords({ breakdown, groups, level }: RevenueQuestion): Bilingual | null {
  if (breakdown === null) return null;
  if (breakdown === 'segments') {
    return {
      en: 'Saved segments side by side, each counted as if it were all: an account can be in several of them, or in none.',
      es: 'Segmentos guardados uno junto a otro, cada uno contado como si fuera todo: una cuenta puede estar en varios o en ninguno.',
    };
  }
  if (breakdown === 'cohort') {
    return {
      en: `Cohorts by the month of the first paid day; the ${groups} largest by revenue, the others together.`,
      es: `Cohortes por el mes del primer día de pago; las ${groups} mayores por ingresos, las demás juntas.`,
    };
  }
  const name = breakdown.replace(/^attribute:/, '');
  const own =
    level === 'parent'
      ? {
          en: " A parent's own value, or else that of its account that paid first.",
          es: ' El valor propio de la matriz o, si no tiene, el de su cuenta que pagó primero.',
        }
      : { en: '', es: '' };
  return {
    en: `By the current value of “${name}”; the ${groups} largest groups by revenue, the others together.${own.en}`,
    es: `Por el valor actual de «${name}»; los ${groups} mayores grupos por ingresos, los demás juntos.${own.es}`,
  };
}

function periodWords({ spans: { periods, trailing } }: Prepared): Bilingual | null {
  const last = periods.at(-1);
  if (last === undefined || trailing === null) return null;
  const cut = last.complete
    ? { en: '', es: '' }
    : { en: ` The last period is not over.`, es: ` El último periodo no ha terminado.` };
  const [from, to] = [dayOfNumber(trailing.from), dayOfNumber(trailing.to)];
  return {
    en: `Whole periods up to the last day of the data.${cut.en} Trailing twelve months: from ${from} to ${to}.`,
    es: `Periodos enteros hasta el último día de los datos.${cut.es} Últimos doce meses: del ${from} al ${to}.`,
  };
}
