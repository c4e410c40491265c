/** Sentences of what tickets, contacts, surveys, invoices, subscriptions and signals tell. See reason-sentences.ts for their places. */
export const rowSentences = {
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
  days_since_answer: {
    en: 'The customer last wrote or answered {{value}} {{value:day|days}} ago',
    es: 'El cliente escribió o respondió por última vez hace {{value}} {{value:día|días}}',
  },
  tickets_surprise: {
    en: '{{now}} {{now:ticket|tickets}} in the last 90 days, {{usual}} in 90 usual days before',
    es: '{{now}} {{now:ticket|tickets}} en los últimos 90 días, {{usual}} en 90 días habituales antes',
  },
  upset_tickets_90: {
    en: '{{value}} {{value:ticket|tickets}} with an unhappy tone in the last 90 days',
    es: '{{value}} {{value:ticket|tickets}} con tono de disgusto en los últimos 90 días',
  },
  oldest_open_days: {
    en: 'A ticket has been open for {{value}} {{value:day|days}}',
    es: 'Hay un ticket abierto desde hace {{value}} {{value:día|días}}',
  },
  oldest_open_days_missing: { en: 'No open ticket', es: 'Ningún ticket abierto' },
  days_since_downgrade: {
    en: 'Seats or revenue last went down {{value}} {{value:day|days}} ago',
    es: 'Las licencias o el ingreso bajaron por última vez hace {{value}} {{value:día|días}}',
  },
  days_since_downgrade_never: {
    en: 'Seats and revenue have not gone down in three years',
    es: 'Ni las licencias ni el ingreso han bajado en tres años',
  },
  days_to_term_end: {
    en: 'The customer can leave in {{value}} {{value:day|days}}, when a term ends',
    es: 'El cliente puede irse en {{value}} {{value:día|días}}, cuando termina un plazo',
  },
  interactions_change_90_down: {
    en: '{{size}} {{size:contact|contacts}} fewer than in the 90 days before',
    es: '{{size}} {{size:contacto|contactos}} menos que en los 90 días anteriores',
  },
  interactions_change_90_up: {
    en: '{{size}} {{size:contact|contacts}} more than in the 90 days before',
    es: '{{size}} {{size:contacto|contactos}} más que en los 90 días anteriores',
  },
  interactions_change_90_same: {
    en: 'As many contacts as in the 90 days before',
    es: 'Tantos contactos como en los 90 días anteriores',
  },
  meetings_180: {
    en: '{{value}} {{value:meeting|meetings}} in the last 180 days',
    es: '{{value}} {{value:reunión|reuniones}} en los últimos 180 días',
  },
  calls_180: {
    en: '{{value}} {{value:call|calls}} in the last 180 days',
    es: '{{value}} {{value:llamada|llamadas}} en los últimos 180 días',
  },
  emails_180: {
    en: '{{value}} {{value:e-mail|e-mails}} in the last 180 days',
    es: '{{value}} {{value:correo|correos}} en los últimos 180 días',
  },
  inbound_share_180: {
    en: 'The customer began {{percent}}% of the contacts of the last 180 days',
    es: 'El cliente inició el {{percent}} % de los contactos de los últimos 180 días',
  },
  worried_talks_90: {
    en: '{{value}} {{value:contact|contacts}} about trouble in the last 90 days',
    es: '{{value}} {{value:contacto|contactos}} sobre problemas en los últimos 90 días',
  },
  days_since_survey: {
    en: 'Last survey answer {{value}} {{value:day|days}} ago',
    es: 'Última respuesta a una encuesta hace {{value}} {{value:día|días}}',
  },
  survey_sentiment_365_down: {
    en: 'Survey comments sound unhappy ({{value}} between -1 and 1)',
    es: 'Los comentarios de encuestas suenan descontentos ({{value}} entre -1 y 1)',
  },
  survey_sentiment_365_up: {
    en: 'Survey comments sound happy ({{value}} between -1 and 1)',
    es: 'Los comentarios de encuestas suenan contentos ({{value}} entre -1 y 1)',
  },
  survey_sentiment_365_same: {
    en: 'Survey comments sound neither happy nor unhappy',
    es: 'Los comentarios de encuestas no suenan ni contentos ni descontentos',
  },
  survey_missing: { en: 'No survey answer to judge by', es: 'Ninguna respuesta a encuestas con la que juzgar' },
  reopened_tickets_180: {
    en: '{{value}} {{value:ticket|tickets}} opened again in the last 180 days',
    es: '{{value}} {{value:ticket reabierto|tickets reabiertos}} en los últimos 180 días',
  },
  ticket_sentiment_180_down: {
    en: 'Tickets sound unhappy ({{value}} between -1 and 1)',
    es: 'Los tickets suenan descontentos ({{value}} entre -1 y 1)',
  },
  ticket_sentiment_180_up: {
    en: 'Tickets sound happy ({{value}} between -1 and 1)',
    es: 'Los tickets suenan contentos ({{value}} entre -1 y 1)',
  },
  ticket_sentiment_180_same: {
    en: 'Tickets sound neither happy nor unhappy',
    es: 'Los tickets no suenan ni contentos ni descontentos',
  },
  downgrades_365: {
    en: '{{value}} {{value:downgrade|downgrades}} in the last 365 days',
    es: '{{value}} {{value:reducción|reducciones}} de licencias o precio en los últimos 365 días',
  },
  upgrades_365: {
    en: '{{value}} {{value:upgrade|upgrades}} in the last 365 days',
    es: '{{value}} {{value:ampliación|ampliaciones}} en los últimos 365 días',
  },
  price_to_usual: {
    en: 'Pays {{percent}}% of what accounts of its plan pay a seat',
    es: 'Paga por licencia el {{percent}} % de lo que pagan las cuentas de su plan',
  },
  lateness_change_up: {
    en: 'Invoices are paid {{size}} {{size:day|days}} later than before',
    es: 'Las facturas se pagan {{size}} {{size:día|días}} más tarde que antes',
  },
  lateness_change_down: {
    en: 'Invoices are paid {{size}} {{size:day|days}} sooner than before',
    es: 'Las facturas se pagan {{size}} {{size:día|días}} antes que antes',
  },
  lateness_change_same: {
    en: 'Invoices are paid as late as before',
    es: 'Las facturas se pagan con el mismo retraso que antes',
  },
  failed_invoices_180: {
    en: '{{value}} failed {{value:payment|payments}} in the last 180 days',
    es: '{{value}} {{value:pago fallido|pagos fallidos}} en los últimos 180 días',
  },
  term_days: {
    en: '{{value}} {{value:day|days}} into the running term',
    es: '{{value}} {{value:día|días}} del plazo en curso',
  },
  renewals_so_far: {
    en: 'Renewed {{value}} {{value:time|times}} so far',
    es: 'Renovada {{value}} {{value:vez|veces}} hasta ahora',
  },
  bad_signals_180: {
    en: '{{value}} {{value:signal|signals}} of bad news in the last 180 days',
    es: '{{value}} {{value:señal|señales}} de malas noticias en los últimos 180 días',
  },
  good_signals_180: {
    en: '{{value}} {{value:signal|signals}} of good news in the last 180 days',
    es: '{{value}} {{value:señal|señales}} de buenas noticias en los últimos 180 días',
  },
} as const satisfies Record<string, { readonly en: string; readonly es: string }>;
