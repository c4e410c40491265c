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
    openQueue: 'Open the queue',
    save: 'Save the file',
    took: 'took {{time}}',
  },
  es: {
    title: 'Tareas',
    empty: 'Todavía no se ha ejecutado ninguna tarea',
    emptyText: 'Aquí aparecen las importaciones, los entrenamientos y las puntuaciones, con su progreso.',
    now: 'En curso',
    before: 'Anteriores',
    openImport: 'Abrir la importación',
    openCheck: 'Abrir el informe de la comprobación',
    openModel: 'Abrir el modelo',
    openQueue: 'Abrir las cuentas en riesgo',
    save: 'Guardar el archivo',
    took: 'duró {{time}}',
  },
});
