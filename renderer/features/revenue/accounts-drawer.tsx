import { Text } from '@mantine/core';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { AccountSetDrawer } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { customersOf, groupFigures, openSet, spanOf } from './question.ts';
import type { Movements, RevenueView } from './question.ts';
import type { Words } from './words.ts';

type AccountsDrawerProps = {
  readonly answer: Movements;
  readonly question: RevenueQuestion;
  readonly view: RevenueView;
  readonly words: Words;
  readonly onClose: () => void;
};

const ofRenewals = new Set(['due', 'renewed', 'not-renewed']);

/** The accounts behind the number that the address names. */
export function AccountsDrawer({ answer, question, view, words, onClose }: AccountsDrawerProps) {
  const t = useMessages(messages);
  const set = openSet(question, view);
  const isThere = set !== null && spanOf(answer, set.period)?.label === set.period;
  if (set === null || !isThere) return <AccountSetDrawer set={null} title="" onClose={onClose} />;
  const group =
    set.group === undefined && set.rest !== true
      ? null
      : (answer.groups.find(({ value, rest }) => rest === (set.rest === true) && (rest || value === set.group)) ??
        null);
  const figures = group === null ? spanOf(answer, set.period) : groupFigures(group, set.period);
  const count = figures === null ? null : customersOf(figures, set.movement);
  const where = [words.span(set.period), group === null ? null : words.group(group)].filter(Boolean).join(', ');
  return (
    <AccountSetDrawer
      set={set}
      onClose={onClose}
      title={t('accounts', { movement: t(set.movement), name: where })}
      subtitle={
        <Text size="sm">
          {count === null ? null : t(ofRenewals.has(set.movement) ? 'renewalsOf' : 'accountsOf', { count })}{' '}
          {question.level === 'parent' ? t('accountsParent') : null}
        </Text>
      }
    />
  );
}
