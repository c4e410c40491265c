import type { Bilingual } from '../../../../shared/contract/index.ts';
import { HoldfastError, isHoldfastError } from '../../../../shared/domain/errors.ts';
import type { ErrorCode, ErrorDetails } from '../../../../shared/domain/errors.ts';

/** An error that says the same in both languages: English as its message, Spanish in its details. */
export function refused(
  code: ErrorCode,
  { en, es }: Bilingual,
  details: ErrorDetails = {},
  cause?: unknown,
): HoldfastError {
  return new HoldfastError(code, en, { ...details, es }, cause);
}

/** The sentence of a refusal, or null where something else went wrong (a cancelled job, say). */
export function refusalOf(error: unknown): Bilingual | null {
  if (!isHoldfastError(error)) return null;
  const { es } = error.details;
  return typeof es === 'string' ? { en: error.message, es } : null;
}
