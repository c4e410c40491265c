import { defineMessages } from '../../ui/messages.ts';

export const jobsMessages = defineMessages('jobs', {
  en: {
    title: 'Jobs',
    empty: 'No job has run yet',
    emptyText: 'Imports, trainings and scorings show up here with their progress.',
    now: 'Under way',
    before: 'Earlier',
    openImport: 'Open the import',
    openCheck: 'Open the report of the check',
    openModel: 'Open the model',
    openResult: 'Open the result',
    openQueue: 'Open the queue',
    save: 'Save the file',
    took: 'took {{time}}',
  },
  es: {
    title: 'Procesos',
    empty: 'Todavía no se ha ejecutado ningún proceso',
    emptyText: 'Aquí aparecen las importaciones, los entrenamientos y las puntuaciones, con su progreso.',
    now: 'En curso',
    before: 'Anteriores',
    openImport: 'Abrir la importación',
    openCheck: 'Abrir el informe de la comprobación',
    openModel: 'Abrir el modelo',
    openResult: 'Abrir el resultado',
    openQueue: 'Abrir las cuentas en riesgo',
    save: 'Guardar el archivo',
    took: 'duró {{time}}',
  },
});
