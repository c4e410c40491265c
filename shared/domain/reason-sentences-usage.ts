/** Sentences of what usage events tell, of the account and of its people. See reason-sentences.ts for their places. */
export const usageSentences = {
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
    en: '{{now}} {{now:person|people}} active for {{seats}} {{seats:paid seat|paid seats}}',
    es: '{{now}} {{now:persona activa|personas activas}} para {{seats}} {{seats:licencia pagada|licencias pagadas}}',
  },
  seat_use_plain: { en: '{{percent}}% of the paid seats in use', es: '{{percent}} % de las licencias pagadas en uso' },
  seat_use_missing: {
    en: 'Not known how many paid seats are in use',
    es: 'No se sabe cuántas licencias pagadas se usan',
  },
  usage_surprise_14: {
    en: '{{now}} {{now:session|sessions}} in the last 14 days, {{usual}} in 14 usual days before',
    es: '{{now}} {{now:sesión|sesiones}} en los últimos 14 días, {{usual}} en 14 días habituales antes',
  },
  usage_surprise_long: {
    en: '{{now}} {{now:session|sessions}} in the last 28 days, {{usual}} in 28 usual days before',
    es: '{{now}} {{now:sesión|sesiones}} en los últimos 28 días, {{usual}} en 28 días habituales antes',
  },
  fall_weeks: {
    en: 'Usage has been near half of the usual for {{value}} {{value:week|weeks}}',
    es: 'El uso lleva {{value}} {{value:semana|semanas}} cerca de la mitad de lo habitual',
  },
  fall_none: { en: 'No sign of a fall in usage', es: 'Sin indicios de una caída del uso' },
  fall_some: { en: 'There are signs of a fall in usage', es: 'Hay indicios de una caída del uso' },
  main_user_ratio_down: {
    en: 'The main user’s activity fell to {{percent}}% of the rate before',
    es: 'La actividad del usuario principal bajó al {{percent}} % de su ritmo anterior',
  },
  main_user_ratio_up: {
    en: 'The main user’s activity is at {{percent}}% of the rate before',
    es: 'La actividad del usuario principal está al {{percent}} % de su ritmo anterior',
  },
  exports_change_up: {
    en: 'Exports are {{percent}} points more of the usage than before',
    es: 'Las exportaciones son {{percent}} puntos más del uso que antes',
  },
  exports_change_down: {
    en: 'Exports are {{percent}} points less of the usage than before',
    es: 'Las exportaciones son {{percent}} puntos menos del uso que antes',
  },
  lost_features_28: {
    en: '{{value}} {{value:feature|features}} no longer used for 28 days',
    es: '{{value}} {{value:función|funciones}} sin usar desde hace 28 días',
  },
  usage_trend_84_down: {
    en: 'Usage has fallen by about {{percent}}% a week for 12 weeks',
    es: 'El uso ha bajado cerca de un {{percent}} % por semana durante 12 semanas',
  },
  usage_trend_84_up: {
    en: 'Usage has risen by about {{percent}}% a week for 12 weeks',
    es: 'El uso ha subido cerca de un {{percent}} % por semana durante 12 semanas',
  },
  usage_trend_84_same: {
    en: 'Usage has been level for 12 weeks',
    es: 'El uso se ha mantenido estable durante 12 semanas',
  },
  weekly_variation_84: {
    en: 'Weekly usage varies by {{percent}}% around its mean',
    es: 'El uso semanal varía un {{percent}} % en torno a su media',
  },
  key_events_7: {
    en: '{{value}} {{value:key event|key events}} in the last 7 days',
    es: '{{value}} {{value:evento clave|eventos clave}} en los últimos 7 días',
  },
  key_events_28: {
    en: '{{value}} {{value:key event|key events}} in the last 28 days',
    es: '{{value}} {{value:evento clave|eventos clave}} en los últimos 28 días',
  },
  key_events_84: {
    en: '{{value}} {{value:key event|key events}} in the last 84 days',
    es: '{{value}} {{value:evento clave|eventos clave}} en los últimos 84 días',
  },
  key_events_182: {
    en: '{{value}} {{value:key event|key events}} in the last 182 days',
    es: '{{value}} {{value:evento clave|eventos clave}} en los últimos 182 días',
  },
  key_ratio_7_down: {
    en: 'Key events of the last 7 days fell to {{percent}}% of the three weeks before',
    es: 'Los eventos clave de los últimos 7 días bajaron al {{percent}} % de las tres semanas anteriores',
  },
  key_ratio_7_up: {
    en: 'Key events of the last 7 days are at {{percent}}% of the three weeks before',
    es: 'Los eventos clave de los últimos 7 días están al {{percent}} % de las tres semanas anteriores',
  },
  key_ratio_28_down: {
    en: 'Key events of the last 28 days fell to {{percent}}% of the eight weeks before',
    es: 'Los eventos clave de los últimos 28 días bajaron al {{percent}} % de las ocho semanas anteriores',
  },
  key_ratio_28_up: {
    en: 'Key events of the last 28 days are at {{percent}}% of the eight weeks before',
    es: 'Los eventos clave de los últimos 28 días están al {{percent}} % de las ocho semanas anteriores',
  },
  key_ratio_84_down: {
    en: 'Key events of the last 84 days fell to {{percent}}% of the fourteen weeks before',
    es: 'Los eventos clave de los últimos 84 días bajaron al {{percent}} % de las catorce semanas anteriores',
  },
  key_ratio_84_up: {
    en: 'Key events of the last 84 days are at {{percent}}% of the fourteen weeks before',
    es: 'Los eventos clave de los últimos 84 días están al {{percent}} % de las catorce semanas anteriores',
  },
  main_user_share: {
    en: 'One person did {{percent}}% of the earlier usage',
    es: 'Una sola persona hizo el {{percent}} % del uso anterior',
  },
  new_users_28: {
    en: '{{value}} new {{value:person|people}} in the last 28 days',
    es: '{{value}} {{value:persona nueva|personas nuevas}} en los últimos 28 días',
  },
} as const satisfies Record<string, { readonly en: string; readonly es: string }>;
