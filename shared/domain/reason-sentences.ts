/**
 * The sentences of reasons, by key: the feature's name, with `_missing`, `_up`, `_down` or `_plain` where a feature has
 * several. `{{name}}` stands for a value of the reason's sentence, `{{name:one|more}}` for the word that goes with it. Figures arrive as numbers; shares arrive in per cent.
 */
export const reasonSentences = {
  active_days_7: { en: 'Active on {{value}} of the last 7 days', es: 'Activa {{value}} de los últimos 7 días' },
  active_days_28: {
    en: 'Active on {{value}} of the last 28 days, {{before}} in the 28 days before',
    es: 'Activa {{value}} de los últimos 28 días, {{before}} en los 28 días anteriores',
  },
  active_days_84: { en: 'Active on {{value}} of the last 84 days', es: 'Activa {{value}} de los últimos 84 días' },
  events_28: {
    en: '{{value}} {{value:event|events}} in the last 28 days, {{before}} in 28 usual days before',
    es: '{{value}} {{value:evento|eventos}} en los últimos 28 días, {{before}} en 28 días habituales antes',
  },
  events_28_plain: {
    en: '{{value}} {{value:event|events}} in the last 28 days',
    es: '{{value}} {{value:evento|eventos}} en los últimos 28 días',
  },
  features_28: {
    en: '{{value}} {{value:different feature|different features}} used in the last 28 days, {{before}} in the 28 days before',
    es: '{{value}} {{value:función distinta usada|funciones distintas usadas}} en los últimos 28 días, {{before}} en los 28 días anteriores',
  },
  features_28_plain: {
    en: '{{value}} {{value:different feature|different features}} used in the last 28 days',
    es: '{{value}} {{value:función distinta usada|funciones distintas usadas}} en los últimos 28 días',
  },
  active_weeks_12: {
    en: 'Active in {{value}} of the last 12 weeks',
    es: 'Activa en {{value}} de las últimas 12 semanas',
  },
  longest_gap_84: {
    en: 'Longest pause in the last 84 days: {{value}} {{value:day|days}}',
    es: 'Pausa más larga en los últimos 84 días: {{value}} {{value:día|días}}',
  },
  usage_missing: { en: 'No usage events in that time', es: 'Sin eventos de uso en ese tiempo' },
  days_since_event: {
    en: 'Last event {{value}} {{value:day|days}} ago',
    es: 'Último evento hace {{value}} {{value:día|días}}',
  },
  days_since_event_missing: { en: 'No event was ever seen', es: 'Nunca se ha visto un evento' },
  active_days_ratio_down: {
    en: 'Active days fell to {{percent}}% of the rate before',
    es: 'Los días activos bajaron al {{percent}} % del ritmo anterior',
  },
  active_days_ratio_up: {
    en: 'Active days are at {{percent}}% of the rate before',
    es: 'Los días activos están al {{percent}} % del ritmo anterior',
  },
  events_ratio_down: {
    en: 'Usage in the last 28 days fell to {{percent}}% of the 84 days before',
    es: 'El uso de los últimos 28 días bajó al {{percent}} % de los 84 días anteriores',
  },
  events_ratio_up: {
    en: 'Usage in the last 28 days is at {{percent}}% of the 84 days before',
    es: 'El uso de los últimos 28 días está al {{percent}} % de los 84 días anteriores',
  },
  events_ratio_7_down: {
    en: 'Usage this week fell to {{percent}}% of the four weeks before',
    es: 'El uso de esta semana bajó al {{percent}} % de las cuatro semanas anteriores',
  },
  events_ratio_7_up: {
    en: 'Usage this week is at {{percent}}% of the four weeks before',
    es: 'El uso de esta semana está al {{percent}} % de las cuatro semanas anteriores',
  },
  events_ratio_book_down: {
    en: 'Usage changed for the worse compared with the rest of the book: {{percent}}% of the usual change',
    es: 'El uso evolucionó peor que en el resto de la cartera: {{percent}} % del cambio habitual',
  },
  events_ratio_book_up: {
    en: 'Usage holds up compared with the rest of the book: {{percent}}% of the usual change',
    es: 'El uso se mantiene frente al resto de la cartera: {{percent}} % del cambio habitual',
  },
  events_level_book_down: {
    en: 'Usage is below its long-run level: {{percent}}% of it, holidays and growth of the book allowed for',
    es: 'El uso está por debajo de su nivel de largo plazo: {{percent}} %, descontados festivos y crecimiento de la cartera',
  },
  events_level_book_up: {
    en: 'Usage is at {{percent}}% of its long-run level, holidays and growth of the book allowed for',
    es: 'El uso está al {{percent}} % de su nivel de largo plazo, descontados festivos y crecimiento de la cartera',
  },
  usage_surprise: {
    en: '{{now}} events in the last 28 days where about {{expected}} were to be expected',
    es: '{{now}} eventos en los últimos 28 días cuando cabía esperar unos {{expected}}',
  },
  usage_surprise_plain: {
    en: 'Usage in the last 28 days against what was to be expected',
    es: 'Uso de los últimos 28 días frente a lo esperable',
  },
  features_change_down: {
    en: '{{size}} features fewer in use than in the 28 days before',
    es: '{{size}} funciones menos en uso que en los 28 días anteriores',
  },
  features_change_up: {
    en: '{{size}} features more in use than in the 28 days before',
    es: '{{size}} funciones más en uso que en los 28 días anteriores',
  },
  features_change_same: {
    en: 'As many features in use as in the 28 days before',
    es: 'Tantas funciones en uso como en los 28 días anteriores',
  },
  change_missing: { en: 'Too little earlier usage to compare with', es: 'Muy poco uso anterior con el que comparar' },
  api_share_28: {
    en: '{{percent}}% of the last 28 days’ events came from programs',
    es: 'El {{percent}} % de los eventos de los últimos 28 días vino de programas',
  },
  export_share_84: {
    en: '{{percent}}% of the last 84 days’ events were exports',
    es: 'El {{percent}} % de los eventos de los últimos 84 días fueron exportaciones',
  },
  active_users_28: {
    en: '{{value}} {{value:person|people}} active in the last 28 days, {{before}} in the 28 days before',
    es: '{{value}} {{value:persona activa|personas activas}} en los últimos 28 días, {{before}} en los 28 días anteriores',
  },
  users_ratio_down: {
    en: 'Active people fell from {{before}} to {{now}} within 28 days',
    es: 'Las personas activas bajaron de {{before}} a {{now}} en 28 días',
  },
  users_ratio_up: {
    en: '{{now}} people active in the last 28 days, {{before}} in the 28 days before',
    es: '{{now}} personas activas en los últimos 28 días, {{before}} en los 28 días anteriores',
  },
  main_user_silent_days: {
    en: 'The main user was last seen {{value}} {{value:day|days}} ago',
    es: 'El usuario principal fue visto por última vez hace {{value}} {{value:día|días}}',
  },
  silent_users_share: {
    en: '{{percent}}% of the earlier usage came from people who are silent now',
    es: 'El {{percent}} % del uso anterior venía de personas que ahora no aparecen',
  },
  people_missing: { en: 'Not known who uses the product', es: 'No se sabe quién usa el producto' },
  seat_use: {
    en: '{{now}} people active for {{seats}} {{seats:paid seat|paid seats}}',
    es: '{{now}} personas activas para {{seats}} {{seats:licencia pagada|licencias pagadas}}',
  },
  seat_use_plain: { en: '{{percent}}% of the paid seats in use', es: '{{percent}} % de las licencias pagadas en uso' },
  seat_use_missing: {
    en: 'Not known how many paid seats are in use',
    es: 'No se sabe cuántas licencias pagadas se usan',
  },
  interactions_90: {
    en: '{{value}} e-mails, calls or meetings in the last 90 days',
    es: '{{value}} correos, llamadas o reuniones en los últimos 90 días',
  },
  days_since_interaction: {
    en: 'Last contact {{value}} {{value:day|days}} ago',
    es: 'Último contacto hace {{value}} {{value:día|días}}',
  },
  unanswered_share_180: {
    en: '{{percent}}% of the contacts of the last 180 days went unanswered',
    es: 'El {{percent}} % de los contactos de los últimos 180 días quedó sin respuesta',
  },
  interactions_missing: { en: 'No contact on record', es: 'Ningún contacto registrado' },
  survey_score_180: {
    en: 'Surveys of the last 180 days average {{value}}',
    es: 'Las encuestas de los últimos 180 días promedian {{value}}',
  },
  survey_score_180_missing: {
    en: 'No survey answered in the last 180 days',
    es: 'Ninguna encuesta respondida en los últimos 180 días',
  },
  survey_change_down: {
    en: 'Survey scores fell by {{size}} {{size:point|points}}',
    es: 'Las encuestas bajaron {{size}} {{size:punto|puntos}}',
  },
  survey_change_up: {
    en: 'Survey scores rose by {{size}} {{size:point|points}}',
    es: 'Las encuestas subieron {{size}} {{size:punto|puntos}}',
  },
  survey_change_same: { en: 'Survey scores did not change', es: 'Las encuestas no cambiaron' },
  survey_change_missing: { en: 'Too few surveys to see a change', es: 'Muy pocas encuestas para ver un cambio' },
  tickets_30: {
    en: '{{value}} {{value:ticket|tickets}} opened in the last 30 days',
    es: '{{value}} {{value:ticket abierto|tickets abiertos}} en los últimos 30 días',
  },
  tickets_90: {
    en: '{{value}} {{value:ticket|tickets}} opened in the last 90 days, {{before}} in the 90 days before',
    es: '{{value}} {{value:ticket abierto|tickets abiertos}} en los últimos 90 días, {{before}} en los 90 días anteriores',
  },
  tickets_change_90_down: {
    en: '{{size}} {{size:ticket|tickets}} fewer than in the 90 days before',
    es: '{{size}} {{size:ticket|tickets}} menos que en los 90 días anteriores',
  },
  tickets_change_90_up: {
    en: '{{size}} {{size:ticket|tickets}} more than in the 90 days before',
    es: '{{size}} {{size:ticket|tickets}} más que en los 90 días anteriores',
  },
  tickets_change_90_same: {
    en: 'As many tickets as in the 90 days before',
    es: 'Tantos tickets como en los 90 días anteriores',
  },
  open_tickets: {
    en: '{{value}} {{value:ticket|tickets}} waiting to be closed',
    es: '{{value}} {{value:ticket pendiente|tickets pendientes}} de cierre',
  },
  serious_tickets_90: {
    en: '{{value}} {{value:urgent or high-priority ticket|urgent or high-priority tickets}} in the last 90 days',
    es: '{{value}} {{value:ticket urgente o de prioridad alta|tickets urgentes o de prioridad alta}} en los últimos 90 días',
  },
  escalations_180: {
    en: '{{value}} {{value:escalated ticket|escalated tickets}} in the last 180 days',
    es: '{{value}} {{value:ticket escalado|tickets escalados}} en los últimos 180 días',
  },
  first_response_180: {
    en: 'First replies took {{value}} {{value:minute|minutes}} on average',
    es: 'Las primeras respuestas tardaron {{value}} {{value:minuto|minutos}} de media',
  },
  satisfaction_180: {
    en: 'Satisfaction with support: {{value}} on average',
    es: 'Satisfacción con el soporte: {{value}} de media',
  },
  resolution_hours_180: {
    en: 'Tickets took {{value}} {{value:hour|hours}} to close on average',
    es: 'Los tickets tardaron {{value}} {{value:hora|horas}} en cerrarse de media',
  },
  support_missing: { en: 'No ticket to judge by', es: 'Ningún ticket con el que juzgar' },
  satisfaction_180_missing: {
    en: 'No satisfaction given in the last 180 days',
    es: 'Sin valoraciones de satisfacción en los últimos 180 días',
  },
  mrr: { en: 'Pays {{value}} a month', es: 'Paga {{value}} al mes' },
  seats: {
    en: '{{value}} {{value:paid seat|paid seats}}',
    es: '{{value}} {{value:licencia pagada|licencias pagadas}}',
  },
  seats_change_180_down: {
    en: 'Seats fell from {{before}} to {{now}} within 180 days',
    es: 'Las licencias bajaron de {{before}} a {{now}} en 180 días',
  },
  seats_change_180_up: {
    en: 'Seats rose from {{before}} to {{now}} within 180 days',
    es: 'Las licencias subieron de {{before}} a {{now}} en 180 días',
  },
  seats_change_180_same: { en: 'Same number of seats as 180 days ago', es: 'Las mismas licencias que hace 180 días' },
  mrr_change_180_down: {
    en: 'Revenue a month fell to {{percent}}% of that 180 days ago',
    es: 'El ingreso mensual bajó al {{percent}} % del de hace 180 días',
  },
  mrr_change_180_up: {
    en: 'Revenue a month rose to {{percent}}% of that 180 days ago',
    es: 'El ingreso mensual subió al {{percent}} % del de hace 180 días',
  },
  mrr_change_180_same: { en: 'Same revenue a month as 180 days ago', es: 'El mismo ingreso mensual que hace 180 días' },
  overdue_invoices: {
    en: '{{value}} {{value:invoice|invoices}} overdue',
    es: '{{value}} {{value:factura vencida|facturas vencidas}}',
  },
  late_invoices_90: {
    en: '{{value}} {{value:invoice|invoices}} late in the last 90 days',
    es: '{{value}} {{value:factura|facturas}} con retraso en los últimos 90 días',
  },
  days_late_180_up: {
    en: 'Invoices are paid {{size}} {{size:day|days}} late on average',
    es: 'Las facturas se pagan con {{size}} {{size:día|días}} de retraso de media',
  },
  days_late_180_down: {
    en: 'Invoices are paid {{size}} {{size:day|days}} early on average',
    es: 'Las facturas se pagan {{size}} {{size:día|días}} antes de media',
  },
  days_late_180_same: { en: 'Invoices are paid on the day', es: 'Las facturas se pagan el día del vencimiento' },
  invoices_missing: { en: 'No invoice to judge by', es: 'Ninguna factura con la que juzgar' },
  days_to_renewal: { en: 'Renewal in {{value}} {{value:day|days}}', es: 'Renovación en {{value}} {{value:día|días}}' },
  days_to_renewal_missing: {
    en: 'The term is short or not known, so its end says little',
    es: 'El plazo es corto o no se conoce, así que su fin dice poco',
  },
  term_months: { en: 'Term of {{value}} {{value:month|months}}', es: 'Plazo de {{value}} {{value:mes|meses}}' },
  auto_renew_up: { en: 'Renews by itself', es: 'Se renueva automáticamente' },
  auto_renew_same: { en: 'Does not renew by itself', es: 'No se renueva automáticamente' },
  running_subscriptions: {
    en: '{{value}} {{value:subscription|subscriptions}} running',
    es: '{{value}} {{value:suscripción|suscripciones}} en curso',
  },
  subscriptions_so_far: {
    en: '{{value}} {{value:subscription|subscriptions}} so far',
    es: '{{value}} {{value:suscripción|suscripciones}} hasta ahora',
  },
  contract_missing: { en: 'Not told by a running subscription', es: 'Ninguna suscripción en curso lo indica' },
  tenure_days: {
    en: 'Customer for {{value}} {{value:day|days}}',
    es: 'Cliente desde hace {{value}} {{value:día|días}}',
  },
  tenure_days_missing: { en: 'Not known since when it is a customer', es: 'No se sabe desde cuándo es cliente' },
  signals_90: {
    en: '{{value}} {{value:outside signal|outside signals}} in the last 90 days',
    es: '{{value}} {{value:señal externa|señales externas}} en los últimos 90 días',
  },
  signal_value_180: {
    en: 'Outside signals of the last 180 days: {{value}} on the log scale',
    es: 'Señales externas de los últimos 180 días: {{value}} en escala logarítmica',
  },
  signals_missing: { en: 'No outside signals', es: 'Sin señales externas' },
  other: { en: '{{feature}}: {{value}}', es: '{{feature}}: {{value}}' },
  other_missing: { en: '{{feature}}: not known', es: '{{feature}}: desconocido' },
} as const satisfies Record<string, { readonly en: string; readonly es: string }>;

export type ReasonSentenceKey = keyof typeof reasonSentences;

export type ReasonValues = Readonly<Record<string, string | number | null>>;

// Making a formatter costs far more than using it, and a list of accounts needs thousands of figures.
const formats = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 1 }),
  es: new Intl.NumberFormat('es', { maximumFractionDigits: 1 }),
};

/** `{{name}}`, or `{{name:one|more}}`. */
const place = /\{\{(\w+)(?::([^|}]*)\|([^}]*))?\}\}/g;

/** A reason's sentence with its figures put in, at most one decimal. */
export function reasonText(key: ReasonSentenceKey, values: ReasonValues, language: 'en' | 'es' = 'en'): string {
  return reasonSentences[key][language].replace(place, (_, name: string, one?: string, more?: string) => {
    const value = values[name] ?? null;
    if (one !== undefined && more !== undefined) return value === 1 ? one : more;
    if (value === null) return '–';
    return typeof value === 'number' ? formats[language].format(value) : value;
  });
}
