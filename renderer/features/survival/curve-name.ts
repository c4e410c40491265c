import { useCallback } from 'react';
import type { SurvivalCurveAnswer } from '../../../shared/contract/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';

/** The name of a curve as people read it. */
export function useCurveName() {
  const t = useMessages(messages);
  return useCallback(
    ({ value, rest }: Pick<SurvivalCurveAnswer, 'value' | 'rest'>, place: number): string =>
      place === 0 ? t('all') : rest ? t('rest') : (value ?? t('none')),
    [t],
  );
}
