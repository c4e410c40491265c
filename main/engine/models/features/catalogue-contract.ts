import { group } from './feature.ts';

const running = {
  en: 'start of the subscription; its end only from that day on',
  es: 'el inicio de la suscripción; su fin, solo a partir de ese día',
};
const noContract = { en: 'blank where no subscription runs', es: 'vacía si no hay ninguna suscripción en curso' };

export const moneyFeatures = [
  ...group(
    { theme: 'money', source: 'subscriptions', knownAt: running, missing: noContract },
    [
      [
        'mrr',
        'currency units',
        'Recurring revenue a month of the running subscriptions',
        'Ingreso recurrente mensual de las suscripciones en curso',
      ],
      ['seats', 'seats', 'Seats of the running subscriptions', 'Licencias de las suscripciones en curso'],
      [
        'seats_change_180',
        'ratio',
        'Seats now against 180 days ago (or the first day, when later)',
        'Licencias ahora frente a hace 180 días (o al primer día, si es posterior)',
      ],
      [
        'mrr_change_180',
        'ratio',
        'Revenue a month now against 180 days ago (or the first day, when later)',
        'Ingreso mensual ahora frente a hace 180 días (o al primer día, si es posterior)',
      ],
      [
        'downgrades_365',
        'changes',
        'Times in the last 365 days that seats or revenue went down from one day to the next',
        'Veces en los últimos 365 días que bajaron las licencias o el ingreso de un día para otro',
      ],
      [
        'days_since_downgrade',
        'days',
        'Days since seats or revenue last went down; three years where they never did',
        'Días desde la última bajada de licencias o de ingreso; tres años si nunca bajaron',
      ],
      [
        'upgrades_365',
        'changes',
        'Times in the last 365 days that seats or revenue went up from one day to the next',
        'Veces en los últimos 365 días que subieron las licencias o el ingreso de un día para otro',
      ],
      [
        'price_to_usual',
        'ratio',
        'Revenue a seat against the median of the accounts with the same plan: below 1 is a discount',
        'Ingreso por licencia frente a la mediana de las cuentas con el mismo plan: menos de 1 es un descuento',
      ],
    ],
    { bound: ['mrr', 'seats'] },
  ),
  ...group(
    {
      theme: 'money',
      source: 'invoices',
      knownAt: {
        en: 'issue of the invoice; its payment only from that day on',
        es: 'la emisión de la factura; su pago, solo a partir de ese día',
      },
      missing: {
        en: 'blank where the book has no invoices yet, or the account has none due',
        es: 'vacía si la cartera aún no tiene facturas, o la cuenta no tiene ninguna vencida',
      },
    },
    [
      ['overdue_invoices', 'invoices', 'Invoices past their due day and unpaid', 'Facturas vencidas y sin pagar'],
      [
        'late_invoices_90',
        'invoices',
        'Invoices due in the last 90 days that were paid more than 5 days late or not yet',
        'Facturas vencidas en los últimos 90 días pagadas con más de 5 días de retraso o aún sin pagar',
      ],
      [
        'days_late_180',
        'days',
        'Mean days from due to paid (or to now, when unpaid), invoices due in the last 180 days',
        'Media de días entre vencimiento y pago (o hasta hoy, si no está pagada), facturas vencidas en los últimos 180 días',
      ],
      [
        'lateness_change',
        'days',
        'Mean days late of the invoices due in the last 90 days, less those of the year before',
        'Media de días de retraso de las facturas vencidas en los últimos 90 días, menos la del año anterior',
      ],
      [
        'failed_invoices_180',
        'invoices',
        'Invoices due in the last 180 days whose payment failed',
        'Facturas vencidas en los últimos 180 días cuyo cobro falló',
      ],
    ],
    { actionable: ['overdue_invoices', 'late_invoices_90', 'failed_invoices_180', 'days_late_180', 'lateness_change'] },
  ),
];

export const contractFeatures = [
  ...group(
    { theme: 'contract', source: 'subscriptions', knownAt: running, missing: noContract },
    [
      [
        'days_to_renewal',
        'days',
        'Days to the next end of a term of three months or more',
        'Días hasta el próximo fin de un plazo de tres meses o más',
      ],
      ['term_months', 'months', 'Length of the term', 'Duración del plazo'],
      ['auto_renew', 'yes = 1', 'Renews by itself', 'Se renueva automáticamente'],
      ['running_subscriptions', 'subscriptions', 'Subscriptions that run', 'Suscripciones en curso'],
      ['subscriptions_so_far', 'subscriptions', 'Subscriptions started so far', 'Suscripciones iniciadas hasta ahora'],
      [
        'days_to_term_end',
        'days',
        'Days to the next end of a term of any length, the first day on which the customer can leave',
        'Días hasta el próximo fin de un plazo de cualquier duración, el primer día en que el cliente puede irse',
      ],
      ['term_days', 'days', 'Days since the running term began', 'Días desde que empezó el plazo en curso'],
      ['renewals_so_far', 'renewals', 'Terms that were renewed so far', 'Plazos renovados hasta ahora'],
    ],
    { bound: ['subscriptions_so_far', 'running_subscriptions'], actionable: ['term_months', 'auto_renew'] },
  ),
  ...group(
    {
      theme: 'contract',
      source: 'accounts',
      knownAt: { en: 'the day itself', es: 'el propio día' },
      missing: {
        en: 'blank where neither a first subscription nor a first day is known',
        es: 'vacía si no se conocen ni la primera suscripción ni el primer día',
      },
    },
    [['tenure_days', 'days', 'Days since the account became a customer', 'Días desde que la cuenta es cliente']],
  ),
];

export const marketFeatures = group(
  {
    theme: 'market',
    source: 'signals',
    knownAt: { en: 'the instant of the signal', es: 'el momento de la señal' },
    missing: {
      en: 'blank where the book has no signals yet, or the account has none with a value',
      es: 'vacía si la cartera aún no tiene señales, o la cuenta no tiene ninguna con valor',
    },
  },
  [
    ['signals_90', 'signals', 'External signals in the last 90 days', 'Señales externas en los últimos 90 días'],
    [
      'signal_value_180',
      'log units',
      'Mean value of the signals of the last 180 days (sign × log(1 + size))',
      'Valor medio de las señales de los últimos 180 días (signo × log(1 + tamaño))',
    ],
    [
      'bad_signals_180',
      'signals',
      'Signals of the last 180 days whose name is bad news (layoffs, closures, insolvency, lawsuits)',
      'Señales de los últimos 180 días cuyo nombre es una mala noticia (despidos, cierres, insolvencia, pleitos)',
    ],
    [
      'good_signals_180',
      'signals',
      'Signals of the last 180 days whose name is good news (hiring, funding, growth)',
      'Señales de los últimos 180 días cuyo nombre es una buena noticia (contrataciones, financiación, crecimiento)',
    ],
  ],
  { bound: ['signals_90', 'signal_value_180', 'bad_signals_180', 'good_signals_180'] },
);

const categories = {
  en: 'blank where nothing is said; a text is told apart from others, nothing more',
  es: 'vacía si no se dice nada; un texto se distingue de otros, nada más',
};

const todaysValue = {
  en: 'the version of the account that was known then; before the first one, that one: unsafe for training',
  es: 'la versión de la cuenta que se conocía entonces; antes de la primera, esa: insegura para entrenar',
};

export const attributeFeatures = [
  ...group(
    {
      theme: 'market',
      source: 'accounts',
      kind: 'category',
      history: 'static',
      knownAt: {
        en: 'always: it does not change over an account’s life',
        es: 'siempre: no cambia durante la vida de una cuenta',
      },
      missing: categories,
    },
    [
      ['industry', 'category', 'Industry of the account', 'Sector de la cuenta'],
      ['country', 'category', 'Country of the account', 'País de la cuenta'],
    ],
    { bound: ['industry', 'country'] },
  ),
  ...group(
    {
      theme: 'contract',
      source: 'subscriptions',
      kind: 'category',
      knownAt: running,
      missing: categories,
    },
    [['running_plan', 'category', 'Plan of the largest running subscription', 'Plan de la mayor suscripción en curso']],
    { bound: ['running_plan'] },
  ),
  ...group(
    {
      theme: 'market',
      source: 'accounts',
      kind: 'category',
      history: 'current',
      knownAt: todaysValue,
      missing: categories,
    },
    [
      ['segment', 'category', 'Segment of the account', 'Segmento de la cuenta'],
      ['account_plan', 'category', 'Plan of the account', 'Plan de la cuenta'],
    ],
    { bound: ['segment', 'account_plan'] },
  ),
  ...group(
    {
      theme: 'market',
      source: 'accounts',
      history: 'current',
      knownAt: todaysValue,
      missing: { en: 'blank where nothing is said', es: 'vacía si no se dice nada' },
    },
    [['employees', 'people', 'Employees of the account', 'Personas empleadas en la cuenta']],
    { bound: ['employees'] },
  ),
];
