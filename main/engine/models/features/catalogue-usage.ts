import { group, instantOfEvent } from './feature.ts';
import type { Short } from './feature.ts';

const counted = {
  en: 'blank where the book has no events yet; 0 where only this account has none',
  es: 'vacía si la cartera aún no tiene eventos; 0 si solo esta cuenta no tiene ninguno',
};
const compared = {
  en: 'blank where there is too little history to compare with',
  es: 'vacía si hay muy poco historial con el que comparar',
};

const levels = group(
  { theme: 'usage', source: 'events', knownAt: instantOfEvent, missing: counted },
  [
    ['active_days_7', 'days', 'Days with any event in the last 7 days', 'Días con algún evento en los últimos 7 días'],
    [
      'active_days_28',
      'days',
      'Days with any event in the last 28 days',
      'Días con algún evento en los últimos 28 días',
    ],
    [
      'active_days_84',
      'days',
      'Days with any event in the last 84 days',
      'Días con algún evento en los últimos 84 días',
    ],
    ['events_28', 'events', 'Events in the last 28 days', 'Eventos en los últimos 28 días'],
    [
      'features_28',
      'features',
      'Different event names in the last 28 days',
      'Nombres de evento distintos en los últimos 28 días',
    ],
    [
      'active_weeks_12',
      'weeks',
      'Weeks with any event among the last 12',
      'Semanas con algún evento entre las últimas 12',
    ],
    [
      'longest_gap_84',
      'days',
      'Longest run of days without events in the last 84 days',
      'Mayor racha de días sin eventos en los últimos 84 días',
    ],
  ],
  {
    bound: ['events_28', 'features_28'],
    actionable: [
      'active_days_7',
      'active_days_28',
      'active_days_84',
      'events_28',
      'features_28',
      'active_weeks_12',
      'longest_gap_84',
    ],
  },
);

const changes = group(
  { theme: 'usage', source: 'events', knownAt: instantOfEvent, missing: compared },
  [
    ['days_since_event', 'days', 'Days since the last event', 'Días desde el último evento'],
    [
      'active_days_ratio',
      'ratio',
      'Active days in the last 28 days against the rate of the 84 days before',
      'Días activos en los últimos 28 días frente al ritmo de los 84 días anteriores',
    ],
    [
      'events_ratio',
      'ratio',
      'Events in the last 28 days against the rate of the 84 days before',
      'Eventos en los últimos 28 días frente al ritmo de los 84 días anteriores',
    ],
    [
      'events_ratio_7',
      'ratio',
      'Events in the last 7 days against the rate of the 28 days before',
      'Eventos en los últimos 7 días frente al ritmo de los 28 días anteriores',
    ],
    [
      'events_ratio_book',
      'ratio',
      'The change of usage against the median change of all accounts at that time',
      'El cambio de uso frente al cambio mediano de todas las cuentas en ese momento',
    ],
    [
      'events_level_book',
      'ratio',
      'Events in the last 28 days against the rate of the year before the last 84 days, and against the same for the median account',
      'Eventos en los últimos 28 días frente al ritmo del año anterior a los últimos 84 días, y frente a lo mismo en la cuenta mediana',
    ],
    [
      'usage_surprise',
      'standard deviations',
      'Events in the last 28 days against the number to be expected from the 84 days before and from the rest of the book, in steps of chance',
      'Eventos en los últimos 28 días frente al número esperable por los 84 días anteriores y por el resto de la cartera, en pasos de azar',
    ],
    [
      'features_change',
      'features',
      'Different event names in the last 28 days, less those in the 28 days before',
      'Nombres de evento distintos en los últimos 28 días, menos los de los 28 días anteriores',
    ],
    [
      'api_share_28',
      'share',
      'Share of programmatic events in the last 28 days',
      'Proporción de eventos programáticos en los últimos 28 días',
    ],
    [
      'export_share_84',
      'share',
      'Share of exports and downloads among the events of the last 84 days',
      'Proporción de exportaciones y descargas entre los eventos de los últimos 84 días',
    ],
    [
      'exports_change',
      'share',
      'Share of exports in the last 28 days, less that of the 84 days before',
      'Proporción de exportaciones en los últimos 28 días, menos la de los 84 días anteriores',
    ],
    [
      'lost_features_28',
      'features',
      'Event names of the 84 days before the last 28 that were not seen since',
      'Nombres de evento de los 84 días anteriores a los últimos 28 que no se han vuelto a ver',
    ],
    [
      'usage_surprise_14',
      'standard deviations',
      'Sessions in the last 14 days against the number to be expected from the year before the last 84 days and from the rest of the book, in steps of chance',
      'Sesiones en los últimos 14 días frente al número esperable por el año anterior a los últimos 84 días y por el resto de la cartera, en pasos de azar',
    ],
    [
      'usage_surprise_long',
      'standard deviations',
      'Sessions in the last 28 days against the number to be expected from the year before the last 84 days and from the rest of the book, in steps of chance',
      'Sesiones en los últimos 28 días frente al número esperable por el año anterior a los últimos 84 días y por el resto de la cartera, en pasos de azar',
    ],
    [
      'usage_trend_84',
      'log units a week',
      'Slope of the weekly sessions over the last 12 weeks (logarithm of 1 + sessions)',
      'Pendiente de las sesiones semanales en las últimas 12 semanas (logaritmo de 1 + sesiones)',
    ],
    [
      'weekly_variation_84',
      'ratio',
      'How uneven the last 12 weeks were: standard deviation of the weekly sessions against their mean',
      'Irregularidad de las últimas 12 semanas: desviación típica de las sesiones semanales frente a su media',
    ],
    [
      'fall_evidence',
      'log odds',
      'Evidence that the sessions of an account fell to half of what its own past and the rest of the book would have them: the strongest over the latest 1 to 12 weeks',
      'Indicios de que las sesiones de una cuenta cayeron a la mitad de lo esperable por su pasado y por el resto de la cartera: los más fuertes de las últimas 1 a 12 semanas',
    ],
    [
      'fall_weeks',
      'weeks',
      'Since how many weeks that fall has most likely lasted; 0 where nothing speaks for one',
      'Cuántas semanas ha durado probablemente esa caída; 0 si nada indica una',
    ],
  ],
  {
    bound: [
      'features_change',
      'lost_features_28',
      'usage_surprise',
      'usage_surprise_14',
      'usage_surprise_long',
      'fall_evidence',
    ],
    actionable: [
      'days_since_event',
      'active_days_ratio',
      'events_ratio',
      'events_ratio_7',
      'events_ratio_book',
      'events_level_book',
      'usage_surprise',
      'usage_surprise_14',
      'usage_surprise_long',
      'usage_trend_84',
      'fall_evidence',
      'fall_weeks',
      'features_change',
      'lost_features_28',
    ],
  },
);

const keyNames = {
  en: 'blank where no event of the book is more than signing in, looking or a program',
  es: 'vacía si ningún evento de la cartera es más que entrar, mirar o un programa',
};

/** Doing something with the product, not only coming and looking. */
const keyEvents = group(
  { theme: 'usage', source: 'events', knownAt: instantOfEvent, missing: keyNames },
  [7, 28, 84, 182].map((days): Short => [
    `key_events_${days}`,
    'events',
    `Key events (more than signing in, looking or a program) in the last ${days} days`,
    `Eventos clave (más que entrar, mirar o un programa) en los últimos ${days} días`,
  ]),
  {
    bound: ['key_events_7', 'key_events_28', 'key_events_84', 'key_events_182'],
    actionable: ['key_events_7', 'key_events_28', 'key_events_84', 'key_events_182'],
  },
);

const keyRatios = group(
  { theme: 'usage', source: 'events', knownAt: instantOfEvent, missing: compared },
  (
    [
      [7, 28],
      [28, 84],
      [84, 182],
    ] as const
  ).map(([few, many]): Short => [
    `key_ratio_${few}`,
    'ratio',
    `Key events of the last ${few} days against the rate of the ${many - few} days before`,
    `Eventos clave de los últimos ${few} días frente al ritmo de los ${many - few} días anteriores`,
  ]),
  { actionable: ['key_ratio_7', 'key_ratio_28', 'key_ratio_84'] },
);

export const usageFeatures = [...levels, ...changes, ...keyEvents, ...keyRatios];
