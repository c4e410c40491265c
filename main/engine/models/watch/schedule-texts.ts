import type { Bilingual } from '../../../../shared/contract/index.ts';
import type { ScheduleDecision, ScheduleFacts } from './schedule-rule.ts';
import { leastNewDays } from './schedule-rule.ts';

/** What a plan waits for, or why a training is due. */
export function scheduleWords({ state, nextDue }: ScheduleDecision, { plan }: Pick<ScheduleFacts, 'plan'>): Bilingual {
  const least = plan === 'on-alarm' ? leastNewDays.alarm : leastNewDays.calendar;
  const day = nextDue ?? '';
  switch (state) {
    case 'off':
      return {
        en: 'Nothing is trained by itself; a person starts each training.',
        es: 'No se entrena nada por sí solo; cada entrenamiento lo inicia una persona.',
      };
    case 'no-model':
      return {
        en: 'There is nothing to train yet. Import your data and train the first model by hand.',
        es: 'Todavía no hay nada que entrenar. Importe sus datos y entrene a mano el primer modelo.',
      };
    case 'busy':
      return {
        en: 'A training is due and waits until the work that is under way has ended.',
        es: 'Toca entrenar, y se espera a que termine el trabajo en curso.',
      };
    case 'not-yet':
      return {
        en: `The next training is due on ${day}, or at the first opening, import or scoring after it.`,
        es: `El próximo entrenamiento toca el ${day}, o al abrir, importar o puntuar por primera vez después.`,
      };
    case 'no-new-data':
      return {
        en: `A training waits for at least ${least} new days of data since the last one.`,
        es: `El entrenamiento espera a que haya al menos ${least} días nuevos de datos desde el último.`,
      };
    case 'nothing-wrong':
      return {
        en: 'Neither drift nor realised performance raises an alarm.',
        es: 'Ni la deriva ni el rendimiento real dan la alarma.',
      };
    case 'due-calendar':
      return {
        en: `The training planned for ${day} is due.`,
        es: `Toca el entrenamiento previsto para el ${day}.`,
      };
    case 'due-drift':
      return {
        en: 'Drift raised an alarm: the book is not what the model learned from.',
        es: 'La deriva ha dado la alarma: la cartera ya no es aquella de la que aprendió el modelo.',
      };
    case 'due-performance':
      return {
        en: 'Realised performance has fallen below what the model’s own test promised.',
        es: 'El rendimiento real ha quedado por debajo de lo que prometía la prueba del modelo.',
      };
  }
}
