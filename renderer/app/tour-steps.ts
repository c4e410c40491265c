import { defineMessages } from '../ui/messages.ts';

export const tourMessages = defineMessages('tour', {
  en: {
    start: 'Take the tour',
    label: 'Tour of the sample book',
    progress: '{{step}} of {{steps}}',
    next: 'Next',
    back: 'Back',
    end: 'End the tour',
    finish: 'Done',
    'home.title': 'What changed',
    'home.text':
      'Here a day begins: scores that moved and why, renewals that come near, tickets that went wrong, most money first.',
    'queue.title': 'The queue',
    'queue.text':
      'Every account, by revenue at risk. Type / to search, j and k to move, Enter to open. Filters stay in the address, so each view is a link.',
    'review.title': 'The review',
    'review.text':
      'One account after another: act (a), watch (w), dismiss with a reason (d), or say that the model is wrong (x). Each decision is kept and judged later. Ctrl+Z takes anything back.',
    'model.title': 'The model',
    'model.text':
      'What it learned from, how it did on months that it had not seen, and what not to use it for. Reasons, backtest and drift are the tabs beside.',
    'health.title': 'The health score',
    'health.text': 'Your own rule beside the model: measures, weights and bands, tried on the past before it counts.',
    'retention.title': 'The analyses',
    'retention.text':
      'Retention, funnels, revenue and more. Every number opens into the accounts behind it, and its rule is a click away.',
    'import.title': 'Your own data',
    'import.text':
      'Drop the exports of your tools here. What is unclear is asked, nothing is stored before you have seen it, and every import can be undone.',
    'help.title': 'Keys and words',
    'help.text': '? shows the keys, Ctrl+K finds everything, F1 says what a number means.',
  },
  es: {
    start: 'Hacer el recorrido',
    label: 'Recorrido por la cartera de ejemplo',
    progress: '{{step}} de {{steps}}',
    next: 'Siguiente',
    back: 'Atrás',
    end: 'Terminar el recorrido',
    finish: 'Hecho',
    'home.title': 'Qué ha cambiado',
    'home.text':
      'Aquí empieza el día: puntuaciones que se han movido y por qué, renovaciones que se acercan, tickets que han ido mal; primero lo que más dinero mueve.',
    'queue.title': 'La cola',
    'queue.text':
      'Todas las cuentas, por ingresos en riesgo. / para buscar, j y k para moverse, Intro para abrir. Los filtros quedan en la dirección: cada vista es un enlace.',
    'review.title': 'La revisión',
    'review.text':
      'Una cuenta tras otra: actuar (a), vigilar (w), descartar con un motivo (d) o decir que el modelo se equivoca (x). Cada decisión se guarda y se juzga después. Ctrl+Z lo deshace todo.',
    'model.title': 'El modelo',
    'model.text':
      'De qué ha aprendido, cómo le fue en meses que no había visto y para qué no sirve. Motivos, prueba con el pasado y deriva están en las pestañas de al lado.',
    'health.title': 'El índice de salud',
    'health.text':
      'Su propia regla junto al modelo: medidas, pesos y bandas, probada con el pasado antes de que cuente.',
    'retention.title': 'Los análisis',
    'retention.text':
      'Retención, embudos, ingresos y más. Cada número se abre en las cuentas que hay detrás, y su regla está a un clic.',
    'import.title': 'Sus propios datos',
    'import.text':
      'Suelte aquí las exportaciones de sus herramientas. Lo que no está claro se pregunta, nada se guarda antes de verlo y cada importación se puede deshacer.',
    'help.title': 'Teclas y palabras',
    'help.text': '? muestra las teclas, Ctrl+K lo encuentra todo, F1 dice qué significa un número.',
  },
});

/** Where the tour leads, in its order. */
export const tourSteps = [
  { key: 'home', to: '/' },
  { key: 'queue', to: '/queue' },
  { key: 'review', to: '/review' },
  { key: 'model', to: '/model' },
  { key: 'health', to: '/health' },
  { key: 'retention', to: '/retention' },
  { key: 'import', to: '/import' },
  { key: 'help', to: '/help' },
] as const;
