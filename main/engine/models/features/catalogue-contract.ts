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
    ],
    ['mrr', 'seats'],
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
    ],
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
    ],
    ['subscriptions_so_far', 'running_subscriptions'],
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
  ],
  ['signals_90', 'signal_value_180'],
);
