import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { RevenueQuestion } from '../../../shared/contract/index.ts';
import { AccountSetDrawer } from '../../app/analysis/index.ts';
import { useMessages } from '../../ui/messages.ts';
import { messages } from './messages.ts';
import { customersOf, groupFigures, openSet, spanOf } from './question.ts';
import type { Movements, OpenMovement, RevenueView } from './question.ts';
import type { Words } from './words.ts';

type AccountsDrawerProps = {
  readonly answer: Movements;
  readonly question: RevenueQuestion;
  readonly view: RevenueView;
  readonly words: Words;
  readonly onChange: (movement: OpenMovement) => void;
  readonly onClose: () => void;
};

/** What can become of the customers of the start: the sides of every rate. */
const sides: readonly OpenMovement[] = ['start', 'expansion', 'contraction', 'churn'];

const ofRenewals = new Set(['due', 'renewed', 'not-renewed']);

/** The accounts behind the number that the address names. */
export function AccountsDrawer({ answer, question, view, words, onChange, onClose }: AccountsDrawerProps) {
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
        <Stack gap="xs">
          <Text size="sm">
            {count === null ? null : t(ofRenewals.has(set.movement) ? 'renewalsOf' : 'accountsOf', { count })}{' '}
            {question.level === 'parent' ? t('accountsParent') : null}
          </Text>
          {figures === null || !sides.includes(set.movement) ? null : (
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={t('behind')}
              value={set.movement}
              onChange={(value) => onChange(sides.find((side) => side === value) ?? 'start')}
              data={sides.map((side) => {
                const customers = customersOf(figures, side);
                return {
                  value: side,
                  label: `${t(side)} (${words.count(customers)})`,
                  disabled: customers === 0 && side !== set.movement,
                };
              })}
            />
          )}
        </Stack>
      }
    />
  );
}
