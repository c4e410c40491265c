import { Text, UnstyledButton } from '@mantine/core';
import type { FunnelResult } from '../../../shared/contract/index.ts';
import { nothing, useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './funnel.module.css';
import { messages } from './messages.ts';
import { useDurationWords } from './rule.tsx';
import { droppedBefore } from './steps.ts';

type BarsProps = {
  readonly result: FunnelResult;
  /** The events of each step, as they were asked for. */
  readonly events: readonly (readonly string[])[];
  readonly onOpen: (step: number, which: 'reached' | 'dropped') => void;
};

/** The funnel as a table: each row a step with its bar, counts and rates; counts open the accounts behind them. */
export function Bars({ result, events, onOpen }: BarsProps) {
  const t = useMessages(messages);
  const format = useFormat();
  const durationWords = useDurationWords();
  const counts = result.steps.map((step) => step.count);
  const first = counts[0] ?? 0;
  const time = (seconds: number | null) => (seconds === null ? nothing : durationWords(seconds));
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={t('chartLabel')}>
        <thead>
          <tr>
            <th scope="col">{t('step')}</th>
            <th scope="col" className={styles.barColumn}>
              <Text size="xs" fw={600} c="dimmed" component="span">
                {t('event')}
              </Text>
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
            <th scope="col" data-end>
              {t('p90')}
            </th>
          </tr>
        </thead>
        <tbody>
          {result.steps.map((step, index) => {
            const number = index + 1;
            const dropped = droppedBefore(counts, index);
            const name = (events[index] ?? [step.event]).join(t('or'));
            return (
              <tr key={index}>
                <td className={styles.number}>{number}</td>
                <th scope="row" className={styles.barColumn}>
                  <Text size="sm" fw={600} truncate title={name}>
                    {name}
                  </Text>
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
                <td data-end>{format.percent(step.overall)}</td>
                <td data-end>{index === 0 ? nothing : format.percent(step.relative)}</td>
                <td data-end>{index === 0 ? nothing : time(step.medianSeconds)}</td>
                <td data-end>{index === 0 ? nothing : time(step.p90Seconds)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
