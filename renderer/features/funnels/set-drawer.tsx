import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { FunnelQuestion, FunnelResult } from '../../../shared/contract/index.ts';
import { AccountSetDrawer } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { openSet } from './question.ts';
import type { FunnelView } from './question.ts';
import { useGroupName, useStepName } from './words.ts';

type SetDrawerProps = {
  readonly question: FunnelQuestion;
  readonly result: FunnelResult;
  readonly view: FunnelView;
  readonly onChange: (change: Partial<FunnelView>) => void;
};

/** The accounts that reached a step, or were lost before it, of everybody or of one group. */
export function SetDrawer({ question, result, view, onChange }: SetDrawerProps) {
  const t = useMessages(messages);
  const stepName = useStepName();
  const groupName = useGroupName();
  const set = useMemo(() => openSet(question, view), [question, view]);
  const step = set?.step ?? 0;
  const which = set?.which ?? 'reached';
  const title = t(which === 'reached' ? 'accountsReached' : 'accountsDropped', {
    number: step + 1,
    event: stepName(result.steps[step]?.event ?? ''),
  });
  const group =
    set === null || (set.group === undefined && set.rest !== true)
      ? ''
      : ` (${groupName({ value: set.group ?? null, rest: set.rest ?? false })})`;
  return (
    <AccountSetDrawer
      set={set}
      title={`${title}${group}`}
      subtitle={
        <Stack gap="xs">
          {step === 0 ? null : (
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={t('whichSide')}
              value={which}
              onChange={(value) => onChange({ which: value === 'dropped' ? 'dropped' : 'reached' })}
              data={[
                { value: 'reached', label: t('whichReached') },
                { value: 'dropped', label: t('whichDropped') },
              ]}
            />
          )}
          {question.unit === 'contact' ? <Text size="xs">{t('accountsOfContacts')}</Text> : null}
        </Stack>
      }
      onClose={() => onChange({ step: undefined, group: undefined, rest: false })}
    />
  );
}
