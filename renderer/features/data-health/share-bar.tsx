import { useFormat } from '../../ui/format.ts';
import styles from './data-health.module.css';

type ShareBarProps = {
  /** 0 to 1; null where it cannot be told. */
  readonly share: number | null;
  /** What stands beside the bar; the share itself where not given. */
  readonly text?: string;
};

export function ShareBar({ share, text }: ShareBarProps) {
  const format = useFormat();
  return (
    <div className={styles.share}>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <span>{text ?? format.percent(share)}</span>
    </div>
  );
}
