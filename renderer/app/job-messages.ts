import { defineMessages } from '../ui/messages.ts';

/** How fast a job goes and how long it will take, and the ways to hold it. */
export const jobMessages = defineMessages('job', {
  en: {
    pause: 'Pause',
    resume: 'Go on',
    rate: '{{rows}} rows a second',
    moment: 'a few seconds left',
    minute: 'less than a minute left',
    minutes_one: 'about {{count}} minute left',
    minutes_other: 'about {{count}} minutes left',
    hours_one: 'about {{count}} hour left',
    hours_other: 'about {{count}} hours left',
  },
  es: {
    pause: 'Pausar',
    resume: 'Seguir',
    rate: '{{rows}} filas por segundo',
    moment: 'quedan unos segundos',
    minute: 'queda menos de un minuto',
    minutes_one: 'queda alrededor de {{count}} minuto',
    minutes_other: 'quedan alrededor de {{count}} minutos',
    hours_one: 'queda alrededor de {{count}} hora',
    hours_other: 'quedan alrededor de {{count}} horas',
  },
});
