import { group, instantOfEvent } from './feature.ts';

const noPeople = {
  en: 'blank where events do not say who did them, or there is too little history',
  es: 'vacía si los eventos no dicen quién los hizo, o si hay muy poco historial',
};

export const peopleFeatures = [
  ...group(
    { theme: 'people', source: 'events', knownAt: instantOfEvent, missing: noPeople },
    [
      [
        'active_users_28',
        'people',
        'People with any event in the last 28 days',
        'Personas con algún evento en los últimos 28 días',
      ],
      [
        'users_ratio',
        'ratio',
        'People active in the last 28 days against the 28 days before',
        'Personas activas en los últimos 28 días frente a los 28 días anteriores',
      ],
      [
        'main_user_silent_days',
        'days',
        'Days since the last event of the person who did most in the five months before',
        'Días desde el último evento de la persona más activa en los cinco meses anteriores',
      ],
      [
        'silent_users_share',
        'share',
        'Share of the earlier events that came from people who did nothing in the last 28 days',
        'Proporción de los eventos anteriores de personas que no han hecho nada en los últimos 28 días',
      ],
      [
        'seat_use',
        'share',
        'People active in the last 28 days for each paid seat',
        'Personas activas en los últimos 28 días por licencia pagada',
      ],
    ],
    ['active_users_28'],
  ),
  ...group(
    {
      theme: 'people',
      source: 'interactions',
      knownAt: { en: 'the instant of the interaction', es: 'el momento de la interacción' },
      missing: {
        en: 'blank where the book has no interactions yet, or the account has none to measure',
        es: 'vacía si la cartera aún no tiene interacciones, o la cuenta no tiene ninguna que medir',
      },
    },
    [
      [
        'interactions_90',
        'interactions',
        'E-mails, calls and meetings in the last 90 days',
        'Correos, llamadas y reuniones en los últimos 90 días',
      ],
      ['days_since_interaction', 'days', 'Days since the last interaction', 'Días desde la última interacción'],
      [
        'unanswered_share_180',
        'share',
        'Share of interactions without an answer in the last 180 days',
        'Proporción de interacciones sin respuesta en los últimos 180 días',
      ],
    ],
    ['interactions_90'],
  ),
  ...group(
    {
      theme: 'people',
      source: 'surveys',
      knownAt: { en: 'the instant of the answer', es: 'el momento de la respuesta' },
      missing: {
        en: 'blank where there is no answer in that time',
        es: 'vacía si no hay ninguna respuesta en ese periodo',
      },
    },
    [
      [
        'survey_score_180',
        'points',
        'Mean survey score of the last 180 days',
        'Puntuación media de las encuestas de los últimos 180 días',
      ],
      [
        'survey_change',
        'points',
        'Mean survey score of the last 120 days, less the mean before',
        'Puntuación media de las encuestas de los últimos 120 días, menos la media anterior',
      ],
    ],
    ['survey_score_180', 'survey_change'],
  ),
];

const tickets = {
  en: 'opening; closing, satisfaction and escalation only once the ticket was closed',
  es: 'la apertura; el cierre, la satisfacción y el escalado solo cuando el ticket se ha cerrado',
};

export const supportFeatures = [
  ...group(
    {
      theme: 'support',
      source: 'tickets',
      knownAt: tickets,
      missing: {
        en: 'blank where the book has no tickets yet; 0 where only this account has none',
        es: 'vacía si la cartera aún no tiene tickets; 0 si solo esta cuenta no tiene ninguno',
      },
    },
    [
      ['tickets_30', 'tickets', 'Tickets opened in the last 30 days', 'Tickets abiertos en los últimos 30 días'],
      ['tickets_90', 'tickets', 'Tickets opened in the last 90 days', 'Tickets abiertos en los últimos 90 días'],
      [
        'tickets_change_90',
        'tickets',
        'Tickets of the last 90 days, less those of the 90 days before',
        'Tickets de los últimos 90 días, menos los de los 90 días anteriores',
      ],
      ['open_tickets', 'tickets', 'Tickets not yet closed', 'Tickets aún sin cerrar'],
      [
        'serious_tickets_90',
        'tickets',
        'Urgent or high-priority tickets of the last 90 days',
        'Tickets urgentes o de prioridad alta de los últimos 90 días',
      ],
      [
        'escalations_180',
        'tickets',
        'Closed tickets that were escalated, last 180 days',
        'Tickets cerrados que se escalaron, últimos 180 días',
      ],
    ],
  ),
  ...group(
    {
      theme: 'support',
      source: 'tickets',
      knownAt: tickets,
      missing: {
        en: 'blank where there is no such ticket in that time',
        es: 'vacía si no hay ningún ticket así en ese periodo',
      },
    },
    [
      [
        'first_response_180',
        'minutes',
        'Mean time to the first reply, tickets of the last 180 days',
        'Tiempo medio hasta la primera respuesta, tickets de los últimos 180 días',
      ],
      [
        'satisfaction_180',
        'points',
        'Mean satisfaction with tickets closed in the last 180 days',
        'Satisfacción media con los tickets cerrados en los últimos 180 días',
      ],
      [
        'resolution_hours_180',
        'hours',
        'Mean time to close, tickets closed in the last 180 days',
        'Tiempo medio hasta el cierre, tickets cerrados en los últimos 180 días',
      ],
    ],
  ),
];
