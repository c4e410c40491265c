import { group } from './feature.ts';

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
        'tickets_surprise',
        'standard deviations',
        'Tickets of the last 90 days against the number to be expected from the year before and from the rest of the book, in steps of chance',
        'Tickets de los últimos 90 días frente al número esperable por el año anterior y por el resto de la cartera, en pasos de azar',
      ],
      [
        'upset_tickets_90',
        'tickets',
        'Tickets of the last 90 days with an unhappy tone, by a word list in English and Spanish',
        'Tickets de los últimos 90 días con un tono de disgusto, según una lista de palabras en inglés y español',
      ],
      [
        'reopened_tickets_180',
        'tickets',
        'Closed tickets that had been opened again, last 180 days (from a column that tells it)',
        'Tickets cerrados que se habían reabierto, últimos 180 días (según una columna que lo diga)',
      ],
      [
        'escalations_180',
        'tickets',
        'Closed tickets that were escalated, last 180 days',
        'Tickets cerrados que se escalaron, últimos 180 días',
      ],
    ],
    {
      bound: ['tickets_surprise'],
      actionable: [
        'open_tickets',
        'serious_tickets_90',
        'escalations_180',
        'upset_tickets_90',
        'reopened_tickets_180',
        'tickets_30',
        'tickets_90',
        'tickets_change_90',
        'tickets_surprise',
      ],
    },
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
      [
        'oldest_open_days',
        'days',
        'Days since the oldest open ticket was opened',
        'Días desde que se abrió el ticket abierto más antiguo',
      ],
      [
        'ticket_sentiment_180',
        'score -1 to 1',
        'Mean tone of the tickets of the last 180 days, by a word list in English and Spanish',
        'Tono medio de los tickets de los últimos 180 días, según una lista de palabras en inglés y español',
      ],
    ],
    { actionable: ['first_response_180', 'satisfaction_180', 'resolution_hours_180', 'oldest_open_days'] },
  ),
];
