import { useFormat } from '../../ui/format.ts';
import styles from './accounts.module.css';

/** A probability as a bar and a number: from blue (low) to orange (high), which every kind of colour vision can order. */
export function RiskBar({ probability }: { readonly probability: number | null }) {
  const format = useFormat();
  if (probability === null) return <>{format.percent(null)}</>;
  const warm = Math.round(Math.min(1, probability / 0.5) * 100);
  return (
    <div className={styles.risk}>
      <div className={styles.riskTrack} aria-hidden="true">
        <div
          className={styles.riskBar}
          style={{
            width: `${Math.max(2, probability * 100)}%`,
            background: `color-mix(in oklab, var(--holdfast-raises) ${warm}%, var(--holdfast-lowers))`,
          }}
        />
      </div>
      <span>{format.percent(probability)}</span>
    </div>
  );
}
