import type { ReactNode } from 'react';
import type { AccountPage } from '../../../shared/contract/index.ts';
import { useFormat } from '../../ui/format.ts';
import { useMessages } from '../../ui/messages.ts';
import styles from './accounts.module.css';
import { accountsMessages } from './messages.ts';
import type { Waterfall, WaterfallStep } from './reasons.ts';

export type Score = NonNullable<AccountPage['score']>;
export type AnyWalk = Pick<Waterfall<never>, 'low' | 'high'>;

/** The table of a walk from the book's average to a score; its middle column is the drawing. */
export function WalkTable({
  score,
  walk,
  children,
}: {
  readonly score: Score;
  readonly walk: AnyWalk & Pick<Waterfall<never>, 'basePoints' | 'scorePoints'>;
  readonly children: ReactNode;
}) {
  const t = useMessages(accountsMessages);
  return (
    <div className={styles.scroll}>
      <table className={styles.walk}>
        <thead>
          <tr>
            <th scope="col">{t('why.part')}</th>
            <th scope="col" className={styles.lane} aria-hidden="true" />
            <th scope="col" className={styles.points} title={t('why.effect')}>
              {t('why.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          <EndRow label={t('why.base')} points={walk.basePoints} at={score.base} walk={walk} />
          {children}
          <EndRow label={t('why.sum')} points={walk.scorePoints} at={score.probability} walk={walk} />
        </tbody>
      </table>
    </div>
  );
}

/** Where a probability stands in the lane, in percent of its width. */
function place(walk: AnyWalk, at: number): number {
  const room = Math.max(walk.high - walk.low, 1e-9);
  return Math.min(100, Math.max(0, ((at - walk.low) / room) * 96 + 2));
}

function EndRow({
  label,
  points,
  at,
  walk,
}: {
  readonly label: string;
  readonly points: number;
  readonly at: number;
  readonly walk: AnyWalk;
}) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row" className={styles.end}>
        {label}
      </th>
      <td className={styles.lane} aria-hidden="true">
        <div className={styles.walkLane}>
          <div
            className={styles.walkBar}
            style={{ left: `calc(${place(walk, at)}% - 2px)`, width: 4, background: 'var(--mantine-color-text)' }}
          />
        </div>
      </td>
      <td className={`${styles.points} ${styles.end}`}>{format.percent(points / 100)}</td>
    </tr>
  );
}

export function StepRow({
  step,
  walk,
  label,
  isInner = false,
}: {
  readonly step: Pick<WaterfallStep<never>, 'from' | 'to' | 'points'>;
  readonly walk: AnyWalk;
  readonly label: ReactNode;
  /** Part of the row above. */
  readonly isInner?: boolean;
}) {
  const format = useFormat();
  const raises = step.to >= step.from;
  const left = place(walk, Math.min(step.from, step.to));
  const width = Math.abs(place(walk, step.to) - place(walk, step.from));
  return (
    <tr {...(isInner ? { className: styles.inner } : {})}>
      <th scope="row">{label}</th>
      <td className={styles.lane} aria-hidden="true">
        <div className={styles.walkLane}>
          <div
            className={styles.walkBar}
            style={{
              left: `${left}%`,
              width: `${width}%`,
              background: raises ? 'var(--holdfast-raises)' : 'var(--holdfast-lowers)',
            }}
          />
        </div>
      </td>
      <td className={`${styles.points} ${raises ? styles.raises : styles.lowers}`}>
        {raises ? '▲' : '▼'} {format.points(step.points / 100)}
      </td>
    </tr>
  );
}
