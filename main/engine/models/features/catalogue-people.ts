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
      [
        'main_user_ratio',
        'ratio',
        'Events of the last 28 days of the person who did most in the five months before, against the rate then',
        'Eventos de los últimos 28 días de la persona más activa en los cinco meses anteriores, frente a su ritmo de entonces',
      ],
      [
        'main_user_share',
        'share',
        'Share of the five months before the last 28 days that one person, the busiest, did',
        'Proporción de los cinco meses anteriores a los últimos 28 días que hizo una sola persona, la más activa',
      ],
      [
        'new_users_28',
        'people',
        'People of the last 28 days who did nothing in the five months before',
        'Personas de los últimos 28 días que no hicieron nada en los cinco meses anteriores',
      ],
    ],
    {
      bound: ['active_users_28', 'new_users_28'],
      actionable: [
        'active_users_28',
        'users_ratio',
        'main_user_silent_days',
        'main_user_ratio',
        'main_user_share',
        'silent_users_share',
        'new_users_28',
        'seat_use',
      ],
    },
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
      [
        'interactions_change_90',
        'interactions',
        'Interactions of the last 90 days, less those of the 90 days before',
        'Interacciones de los últimos 90 días, menos las de los 90 días anteriores',
      ],
      ['meetings_180', 'meetings', 'Meetings in the last 180 days', 'Reuniones en los últimos 180 días'],
      ['calls_180', 'calls', 'Calls in the last 180 days', 'Llamadas en los últimos 180 días'],
      ['emails_180', 'e-mails', 'E-mails in the last 180 days', 'Correos en los últimos 180 días'],
      [
        'inbound_share_180',
        'share',
        'Share of the interactions of the last 180 days that the customer began',
        'Proporción de las interacciones de los últimos 180 días que inició el cliente',
      ],
      [
        'days_since_answer',
        'days',
        'Days since the customer last began or answered an interaction',
        'Días desde que el cliente inició o respondió una interacción por última vez',
      ],
      [
        'worried_talks_90',
        'interactions',
        'Interactions of the last 90 days whose subject speaks of trouble (a drop, a risk, an incident, leaving)',
        'Interacciones de los últimos 90 días cuyo asunto habla de problemas (una caída, un riesgo, una incidencia, irse)',
      ],
    ],
    {
      bound: [
        'interactions_90',
        'interactions_change_90',
        'meetings_180',
        'calls_180',
        'emails_180',
        'worried_talks_90',
      ],
      actionable: [
        'interactions_90',
        'days_since_interaction',
        'unanswered_share_180',
        'interactions_change_90',
        'meetings_180',
        'calls_180',
        'emails_180',
        'inbound_share_180',
        'days_since_answer',
      ],
    },
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
      [
        'days_since_survey',
        'days',
        'Days since the last survey answer',
        'Días desde la última respuesta a una encuesta',
      ],
      [
        'survey_sentiment_365',
        'score -1 to 1',
        'Mean tone of the survey comments of the last 365 days, by a word list in English and Spanish',
        'Tono medio de los comentarios de encuestas de los últimos 365 días, según una lista de palabras en inglés y español',
      ],
    ],
    { bound: ['survey_score_180', 'survey_change', 'days_since_survey'], actionable: ['days_since_survey'] },
  ),
];
