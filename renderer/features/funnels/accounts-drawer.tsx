import { SegmentedControl } from '@mantine/core';
import type { FunnelResult } from '../../../shared/contract/index.ts';
import { AccountListDrawer } from '../../app/account-list.tsx';
import { useApi, useHost } from '../../app/client.tsx';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { validateSearch } from './search.ts';
import type { FunnelQuestion, FunnelView } from './search.ts';

type AccountsDrawerProps = {
  readonly question: FunnelQuestion;
  readonly result: FunnelResult;
  readonly view: FunnelView;
  readonly onChange: (change: Partial<FunnelView>) => void;
};

/** The accounts that reached a step, or were lost before it. */
export function AccountsDrawer({ question, result, view, onChange }: AccountsDrawerProps) {
  const t = useMessages(messages);
  const api = useApi();
  const { client } = useHost();
  const close = () => onChange({ step: undefined });
  const { step } = view;
  if (step === undefined || result.steps[step] === undefined)
    return <AccountListDrawer opened={false} onClose={close} title="" pages={null} />;
  const which = step === 0 ? 'reached' : view.which;
  const input = { ...question, step, which };
  const event = (question.steps[step] ?? []).join(t('or'));
  return (
    <AccountListDrawer
      opened
      onClose={close}
      title={t(which === 'reached' ? 'accountsReached' : 'accountsDropped', { number: step + 1, event })}
      subtitle={
        step === 0 ? undefined : (
          <SegmentedControl
            size="xs"
            fullWidth
            value={which}
            onChange={(value) => onChange({ which: validateSearch.shape.which.parse(value) })}
            data={[
              { value: 'reached', label: t('whichReached') },
              { value: 'dropped', label: t('whichDropped') },
            ]}
          />
        )
      }
      pages={{
        queryKey: api.funnels.accounts.key({ input }),
        load: (cursor, signal) => client.funnels.accounts({ ...input, cursor }, { signal }),
      }}
    />
  );
}
