import type { Calibration } from './calibration.ts';

/** What an isotonic curve needs: fewer rows, or fewer events among them, and it bends to noise. */
export const isotonicNeeds = { rows: 1000, events: 300 } as const;

/**
 * The calibration that suits so many rows. A sigmoid has two numbers to learn and is better on few rows; an isotonic curve
 * follows any shape (Niculescu-Mizil & Caruana 2005 place the turn near a thousand rows).
 *
 * @param events of the scarcer outcome that are independent of each other: customers, not their snapshots
 */
export function calibrationMethodFor(rows: number, events: number): Exclude<Calibration['method'], 'none'> {
  return rows >= isotonicNeeds.rows && events >= isotonicNeeds.events ? 'isotonic' : 'sigmoid';
}
