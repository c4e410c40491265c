import { group, instantOfEvent } from './feature.ts';

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
  ['events_28', 'features_28'],
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
  ],
  ['features_change', 'usage_surprise'],
);

export const usageFeatures = [...levels, ...changes];
