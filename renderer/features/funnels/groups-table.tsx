import { Text, Title, UnstyledButton } from '@mantine/core';
import type { FunnelResult } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { useGroupName, useStepName } from './words.ts';

type Groups = FunnelResult['groups'];

type GroupsTableProps = {
  readonly groups: Groups;
  readonly onOpen: (group: Groups[number], step: number) => void;
};

/** Below this share of discoveries that would be false, groups are called different. */
const toldApart = 0.05;

/** How each group of the breakdown converts, and whether it can be told apart from everybody else. */
export function GroupsTable({ groups, onOpen }: GroupsTableProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const groupName = useGroupName();
  const stepName = useStepName();
  const testWords = useTestWords();
  const steps = groups[0]?.steps ?? [];
  return (
    <div>
      <Title order={2} mb="xs">
        {t('groupsTitle')}
      </Title>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={t('groupsTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('group')}</th>
              {steps.map((step, index) => (
                <th key={index} scope="col" data-end title={stepName(step.event)}>
                  {t('stepN', { number: index + 1 })}
                </th>
              ))}
              <th scope="col" data-end>
                {t('converted')}
              </th>
              <th scope="col">{t('againstOthers')}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group, place) => {
              const name = groupName(group);
              const last = group.steps.at(-1);
              return (
                <tr key={place}>
                  <th scope="row">
                    <Text
                      size="sm"
                      fw={600}
                      maw={200}
                      truncate
                      title={name}
                      fs={group.value === null ? 'italic' : undefined}
                    >
                      {name}
                    </Text>
                  </th>
                  {group.steps.map((step, index) => (
                    <td key={index} data-end>
                      {step.count === 0 ? (
                        '0'
                      ) : (
                        <UnstyledButton
                          className={styles.count}
                          onClick={() => onOpen(group, index)}
                          aria-label={t('openGroup', {
                            count: format.integer(step.count),
                            group: name,
                            number: index + 1,
                          })}
                        >
                          {format.integer(step.count)}
                        </UnstyledButton>
                      )}
                    </td>
                  ))}
                  <td data-end>
                    {format.percent(last?.overall ?? null)}
                    {last === undefined || last.interval === null ? null : (
                      <Text size="xs" c="dimmed">
                        {t('between', {
                          low: format.percent(last.interval.low),
                          high: format.percent(last.interval.high),
                        })}
                      </Text>
                    )}
                  </td>
                  <td>{testWords(group)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What the test against everybody else says; that two groups cannot be told apart does not mean that they are alike. */
export function useTestWords(): (group: Pick<Groups[number], 'test' | 'rest'>) => string {
  const t = useMessages(messages);
  const format = useFormat();
  return ({ test, rest }) => {
    if (test === null) return rest ? nothing : t('notCompared');
    const q = test.q < 0.001 ? t('lessThan', { value: format.decimal(0.001, 3) }) : `= ${format.decimal(test.q, 3)}`;
    return t(test.q <= toldApart ? 'toldApart' : 'notToldApart', { q });
  };
}
