import { Text, UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import type { FunnelQuestion, FunnelResult } from '../../../shared/contract/index.ts';
import { useFilterWords } from '../../app/analysis/index.ts';
import { useShelvedChart } from '../../ui/chart-shelf.tsx';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import { funnelChart } from './funnel-chart.ts';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { droppedBefore } from './steps.ts';
import { useDurationWords, useGroupName, useStepName } from './words.ts';

type BarsProps = {
  readonly result: FunnelResult;
  readonly question: FunnelQuestion;
  readonly onOpen: (step: number, which: 'reached' | 'dropped') => void;
};

/** The funnel as a table: each row a step with its bar, counts and rates; counts open the accounts behind them. */
export function Bars({ result, question, onOpen }: BarsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const durationWords = useDurationWords();
  const stepName = useStepName();
  const groupName = useGroupName();
  const filterWords = useFilterWords();
  const box = useRef<HTMLDivElement>(null);
  const first = result.steps[0]?.count ?? 0;
  const time = (seconds: number | null) => (seconds === null ? nothing : durationWords(seconds));
  const stepTitles = result.steps.map((step, index) => `${index + 1}. ${stepName(step.event)}`);
  useShelvedChart({
    label: t('chartLabel'),
    height: 280,
    element: () => box.current,
    option: (tokens) =>
      funnelChart(
        tokens,
        stepTitles,
        result.groups.length === 0
          ? [{ name: t('everybody'), steps: result.steps }]
          : result.groups.map((group) => ({ name: groupName(group), steps: group.steps })),
        (value) => format.percent(value / 100, Number.isInteger(value) ? 0 : 1),
      ),
  });
  return (
    <div ref={box} className={styles.scroller}>
      <table className={styles.table} aria-label={t('chartLabel')}>
        <thead>
          <tr>
            <th scope="col" aria-label={t('step')} />
            <th scope="col" className={styles.barColumn}>
              {t('event')}
            </th>
            <th scope="col" data-end>
              {t('reached')}
            </th>
            <th scope="col" data-end>
              {t('dropped')}
            </th>
            <th scope="col" data-end>
              {t('overall')}
            </th>
            <th scope="col" data-end>
              {t('relative')}
            </th>
            <th scope="col" data-end>
              {t('median')}
            </th>
          </tr>
        </thead>
        <tbody>
          {result.steps.map((step, index) => {
            const number = index + 1;
            const dropped = droppedBefore(result.steps, index);
            const name = stepName(step.event);
            const where = question.steps[index]?.where ?? [];
            return (
              <tr key={index}>
                <td className={styles.number}>{number}</td>
                <th scope="row" className={styles.barColumn}>
                  <Text size="sm" fw={600} truncate title={name}>
                    {name}
                    {step.optional ? (
                      <Text component="span" size="xs" c="dimmed">
                        {' '}
                        {t('optionalMark')}
                      </Text>
                    ) : null}
                  </Text>
                  {where.length === 0 ? null : (
                    <Text size="xs" c="dimmed" truncate title={where.map(filterWords).join('; ')}>
                      {where.map(filterWords).join('; ')}
                    </Text>
                  )}
                  <div className={styles.track} aria-hidden="true">
                    <div className={styles.bar} style={{ width: `${first === 0 ? 0 : (step.count / first) * 100}%` }} />
                  </div>
                </th>
                <td data-end>
                  {step.count === 0 ? (
                    <span title={t('notReached')}>0</span>
                  ) : (
                    <UnstyledButton
                      className={styles.count}
                      onClick={() => onOpen(index, 'reached')}
                      aria-label={t('openReached', { count: format.integer(step.count), number })}
                    >
                      {format.integer(step.count)}
                    </UnstyledButton>
                  )}
                </td>
                <td data-end>
                  {dropped === null ? (
                    nothing
                  ) : dropped === 0 ? (
                    '0'
                  ) : (
                    <UnstyledButton
                      className={styles.count}
                      data-dropped
                      onClick={() => onOpen(index, 'dropped')}
                      aria-label={t('openDropped', { count: format.integer(dropped), number })}
                    >
                      {t('droppedBefore', { count: format.integer(dropped) })}
                    </UnstyledButton>
                  )}
                </td>
                <td data-end>
                  {format.percent(step.overall)}
                  {step.interval === null || index === 0 ? null : (
                    <Text size="xs" c="dimmed">
                      {t('between', {
                        low: format.percent(step.interval.low),
                        high: format.percent(step.interval.high),
                      })}
                    </Text>
                  )}
                </td>
                <td data-end>{index === 0 ? nothing : format.percent(step.relative)}</td>
                <td data-end>
                  {index === 0 ? nothing : time(step.medianSeconds)}
                  {step.p90Seconds === null ? null : (
                    <Text size="xs" c="dimmed">
                      {t('p90', { duration: time(step.p90Seconds) })}
                    </Text>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
