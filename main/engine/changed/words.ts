import type { Bilingual, HomeAnswer } from '../../../shared/contract/index.ts';
import { daysBetween } from '../../../shared/domain/time.ts';
import type { Cliff } from './cliffs.ts';
import type { TicketReason } from './news-rules.ts';
import { newsWeights } from './rank.ts';

const locales = { en: 'en-US', es: 'es-ES' } as const;
type Language = keyof Bilingual;

const figures = (language: Language) => {
  const percent = new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 1 });
  const points = new Intl.NumberFormat(locales[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const whole = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0, useGrouping: 'always' });
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'es-ES', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    percent: (share: number) => percent.format(share),
    tenth: (share: number) => tenth.format(share),
    points: (change: number) => points.format(Math.abs(change) * 100),
    signed: (change: number) => signed.format(change * 100),
    whole: (value: number) => whole.format(value),
    day: (day: string) => date.format(Date.parse(`${day}T00:00:00Z`)),
  };
};
const of = { en: figures('en'), es: figures('es') };
type Say = (typeof of)[Language];

function both(en: (say: Say) => string, es: (say: Say) => string): Bilingual {
  return { en: en(of.en), es: es(of.es) };
}

export function scoreWords(change: number, now: number): Bilingual {
  return both(
    (say) => `Risk ${change > 0 ? 'rose' : 'fell'} ${say.points(change)} points to ${say.tenth(now)}`,
    (say) => `El riesgo ${change > 0 ? 'subió' : 'bajó'} ${say.points(change)} puntos, hasta ${say.tenth(now)}`,
  );
}

/** One part of why a score moved: what is said of the feature now. */
export function moveWords(text: Bilingual, change: number): Bilingual {
  return both(
    (say) => `${text.en} (${say.signed(change)})`,
    (say) => `${text.es} (${say.signed(change)})`,
  );
}

const ticketReasons = {
  escalated: { en: 'escalated', es: 'escalado' },
  dissatisfied: { en: 'low satisfaction', es: 'satisfacción baja' },
  negative: { en: 'negative sentiment', es: 'sentimiento negativo' },
  urgent: { en: 'high priority', es: 'prioridad alta' },
} as const satisfies Record<TicketReason, Bilingual>;

export function ticketWords(count: number, reasons: readonly TicketReason[]): Bilingual {
  const list = (language: Language) => reasons.map((reason) => ticketReasons[reason][language]).join(', ');
  return both(
    (say) => `${count === 1 ? 'Ticket' : `${say.whole(count)} tickets`}: ${list('en')}`,
    (say) => `${count === 1 ? 'Ticket' : `${say.whole(count)} tickets`}: ${list('es')}`,
  );
}

export function cliffWords({ seen, expected }: Cliff): Bilingual {
  const fall = 1 - seen / expected;
  return both(
    (say) => `Usage fell ${say.percent(fall)} in 28 days`,
    (say) => `El uso cayó un ${say.percent(fall)} en 28 días`,
  );
}

export function cliffDetail({ seen, expected, weeks }: Cliff): Bilingual {
  return both(
    (say) => `${say.whole(seen)} events; ${say.whole(expected)} expected from its own ${say.whole(weeks)} weeks before`,
    (say) =>
      `${say.whole(seen)} eventos; ${say.whole(expected)} esperados por sus propias ${say.whole(weeks)} semanas anteriores`,
  );
}

export function silentWords(name: string, role: string | null, lastSeen: string, asOf: string): Bilingual {
  const who = role === null ? name : `${name} (${role})`;
  const days = daysBetween(lastSeen, asOf);
  return both(
    (say) => `${who} not seen for ${say.whole(days)} days`,
    (say) => `${who} sin actividad desde hace ${say.whole(days)} días`,
  );
}

export function nobodyWords(contacts: number, lastSeen: string, asOf: string): Bilingual {
  const days = daysBetween(lastSeen, asOf);
  return both(
    (say) => `None of its ${say.whole(contacts)} contacts seen for ${say.whole(days)} days`,
    (say) => `Ninguno de sus ${say.whole(contacts)} contactos con actividad desde hace ${say.whole(days)} días`,
  );
}

export function lostWords(name: string, role: string, now: string | null): Bilingual {
  return both(
    () => `${name} is no longer ${role}${now === null ? '' : `, now ${now}`}`,
    () => `${name} ya no es ${role}${now === null ? '' : `, ahora ${now}`}`,
  );
}

export function renewalWords(renewal: string, asOf: string): Bilingual {
  const days = daysBetween(asOf, renewal);
  return both(
    (say) => `Renews in ${say.whole(days)} ${days === 1 ? 'day' : 'days'}, ${say.day(renewal)}`,
    (say) => `Renueva en ${say.whole(days)} ${days === 1 ? 'día' : 'días'}, ${say.day(renewal)}`,
  );
}

export function taskWords(title: string, due: string, today: string): Bilingual {
  const late = daysBetween(due, today);
  const days = (say: Say, one: string, other: string) => `${say.whole(late)} ${late === 1 ? one : other}`;
  return late <= 0
    ? { en: `Task due today: ${title}`, es: `Tarea para hoy: ${title}` }
    : both(
        (say) => `Task ${days(say, 'day', 'days')} overdue: ${title}`,
        (say) => `Tarea con ${days(say, 'día', 'días')} de retraso: ${title}`,
      );
}

export function importWords(files: string, grave: number, warnings: number): Bilingual {
  const count = (say: Say, value: number, one: string, other: string) =>
    value === 0 ? [] : [`${say.whole(value)} ${value === 1 ? one : other}`];
  return both(
    (say) =>
      `${files}: ${[...count(say, grave, 'grave finding', 'grave findings'), ...count(say, warnings, 'warning', 'warnings')].join(', ')} to look at`,
    (say) =>
      `${files}: ${[...count(say, grave, 'hallazgo grave', 'hallazgos graves'), ...count(say, warnings, 'aviso', 'avisos')].join(', ')} por revisar`,
  );
}

export function sourceWords(source: string, behind: number, gap: number | null): Bilingual {
  return both(
    (say) =>
      `${source} has brought nothing new for ${say.whole(behind)} days${gap === null ? '' : `; it usually does every ${gap === 1 ? 'day' : `${say.whole(gap)} days`}`}`,
    (say) =>
      `${source} no trae nada nuevo desde hace ${say.whole(behind)} días${gap === null ? '' : `; suele hacerlo cada ${gap === 1 ? 'día' : `${say.whole(gap)} días`}`}`,
  );
}

const weights = (language: Language): string => {
  const say = of[language];
  const names = {
    cliff: { en: 'usage cliff', es: 'caída de uso' },
    contact: { en: 'contact', es: 'contacto' },
    ticket: { en: 'ticket', es: 'ticket' },
    renewal: { en: 'renewal', es: 'renovación' },
    task: { en: 'task', es: 'tarea' },
  } as const;
  return (Object.keys(names) as (keyof typeof names)[])
    .map((kind) => `${names[kind][language]} ${say.percent(newsWeights[kind])}`)
    .join(', ');
};

/** The rule behind each kind of news, and behind the order. */
export const homeRules: HomeAnswer['rules'] = [
  {
    kind: 'rank',
    words: {
      en: `Accounts stand in the order of annual recurring revenue × the change of the probability of churn, up or down, in the base currency. Where no change is known the annual revenue counts × a stated weight of the gravest news (${weights('en')}); such accounts come after, and those without revenue last.`,
      es: `Las cuentas van por ingreso anual recurrente × el cambio de la probabilidad de baja, hacia arriba o hacia abajo, en la moneda base. Donde no se conoce ningún cambio cuenta el ingreso anual × un peso fijado para la noticia más grave (${weights('es')}); esas cuentas van después, y las que no tienen ingresos al final.`,
    },
  },
  {
    kind: 'score',
    words: {
      en: 'The probability moved by at least 5 points between the last scores that were there then and those of now, of the same model. The parts say what moved it; they sum to the change.',
      es: 'La probabilidad se movió al menos 5 puntos entre las últimas puntuaciones de entonces y las de ahora, del mismo modelo. Las partes dicen qué la movió; suman el cambio.',
    },
  },
  {
    kind: 'ticket',
    words: {
      en: 'A new ticket that was escalated, has a high priority, a satisfaction in the lowest quarter of the scale that the book uses (1 or 2 of 5), or a negative sentiment where it was imported. Rows that came in late count when they happened at most 30 days before the last visit’s data ended.',
      es: 'Un ticket nuevo escalado, con prioridad alta, con una satisfacción en el cuarto más bajo de la escala que usa la cartera (1 o 2 de 5), o con sentimiento negativo si se importó. Lo que llegó tarde cuenta si ocurrió como mucho 30 días antes del fin de los datos de la última visita.',
    },
  },
  {
    kind: 'cliff',
    words: {
      en: 'The events of the last 28 days against the account’s own 16 to 24 weeks before, at the pace of the whole book: at least 30 % fewer, with at least 10 expected, and fewer than chance would give an account whose weeks differ as much as its own do (negative binomial counts, on the cautious side). Among all accounts false alarms are held to 5 % (Benjamini-Hochberg), so that of 20 books in which nothing fell at most one shows any. New is a cliff that was not there yet on the first day of the time looked at.',
      es: 'Los eventos de los últimos 28 días frente a las 16 a 24 semanas anteriores de la propia cuenta, al ritmo de toda la cartera: al menos un 30 % menos, con 10 esperados como mínimo, y menos de lo que daría el azar en una cuenta cuyas semanas varían tanto como las suyas (recuentos binomiales negativos, del lado prudente). Entre todas las cuentas las falsas alarmas se limitan al 5 % (Benjamini-Hochberg), de modo que de 20 carteras donde nada cayó como mucho una muestra alguna. Es nueva la caída que aún no estaba el primer día del tiempo mirado.',
    },
  },
  {
    kind: 'contact',
    words: {
      en: 'A champion, sponsor or decision maker (by role) who was last seen 60 days ago or longer and had not been so silent before; or one who no longer has that role; or an account of which no contact was seen for 60 days.',
      es: 'Una persona promotora, patrocinadora o con poder de decisión (según su rol) vista por última vez hace 60 días o más y que antes no llevaba tanto en silencio; o que ya no tiene ese rol; o una cuenta sin ningún contacto visto en 60 días.',
    },
  },
  {
    kind: 'renewal',
    words: {
      en: 'The next renewal came within 90, 60 or 30 days of the last day of data; each is told once.',
      es: 'La próxima renovación entró en los 90, 60 o 30 días siguientes al último día de datos; cada uno se dice una vez.',
    },
  },
  {
    kind: 'task',
    words: {
      en: 'Open tasks due today or earlier, by the calendar of today in the zone of the settings.',
      es: 'Tareas abiertas para hoy o antes, según el calendario de hoy en la zona de los ajustes.',
    },
  },
  {
    kind: 'import',
    words: {
      en: 'Imports since then with findings that nobody accepted yet.',
      es: 'Importaciones desde entonces con hallazgos que nadie ha aceptado aún.',
    },
  },
  {
    kind: 'source',
    words: {
      en: 'A source whose news lies more than six times its usual gap (at least a month) behind the newest of the book; one without a rhythm, a quarter.',
      es: 'Una fuente cuyas novedades van más de seis veces su intervalo habitual (al menos un mes) por detrás de lo más nuevo de la cartera; sin ritmo propio, un trimestre.',
    },
  },
];

export const homeWords: Bilingual = {
  en: 'What is new of each customer since then, an account a line. Revenue at risk is the sum of probability × twelve times the monthly recurring revenue over the customers with a score; now and then are compared over the same accounts, both at today’s revenue, so that only the probabilities differ.',
  es: 'Lo nuevo de cada cliente desde entonces, una cuenta por línea. El ingreso en riesgo es la suma de probabilidad × doce veces el ingreso mensual recurrente de los clientes con puntuación; ahora y entonces se comparan sobre las mismas cuentas, ambas con el ingreso de hoy, para que solo difieran las probabilidades.',
};
