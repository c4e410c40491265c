import type { ModelCard } from '../../../../shared/contract/index.ts';
import { dayNumber } from '../../../../shared/domain/time.ts';

/**
 * Last snapshot of this book that a model learned from, as a day since 1970-01-01. -Infinity for what never saw this book;
 * for a model brought in without saying so, the day on which it was made known, since it cannot have learned from later.
 */
export function learnedUntilOf(
  card: Pick<
    ModelCard,
    'origin' | 'learnedUntil' | 'trainingSnapshots' | 'calibrationSnapshots' | 'testSnapshots' | 'createdAt'
  >,
): number {
  if (card.learnedUntil) return dayNumber(card.learnedUntil);
  if (card.origin === 'shipped') return -Infinity;
  const made = dayNumber(card.createdAt.slice(0, 10));
  if (card.origin === 'imported') return made;
  const days = [...card.trainingSnapshots, ...card.calibrationSnapshots, ...card.testSnapshots].map(dayNumber);
  return days.length === 0 ? made : Math.max(...days);
}
