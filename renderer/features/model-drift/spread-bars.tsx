import styles from './drift.module.css';

const height = 26;
const width = 96;

type SpreadBarsProps = {
  readonly then: readonly number[];
  readonly now: readonly number[];
  readonly hasMissing: boolean;
};

/** A division then (grey) and now (blue) in a table's cell; the figures stand in the chart of the chosen feature. */
export function SpreadBars({ then, now, hasMissing }: SpreadBarsProps) {
  const most = Math.max(...then, ...now, Number.EPSILON);
  // The missing ones stand a little apart.
  const gap = hasMissing ? 6 : 0;
  const room = (width - gap) / then.length;
  return (
    <svg width={width} height={height} aria-hidden="true" className={styles.spread}>
      {then.map((share, bin) => {
        const x = bin * room + (hasMissing && bin === then.length - 1 ? gap : 0);
        const half = Math.max(1, (room - 1) / 2);
        const bar = (value: number, at: number, name: string | undefined) => (
          <rect
            className={name}
            x={at}
            y={height - (value / most) * height}
            width={half}
            height={(value / most) * height}
          />
        );
        return (
          <g key={bin}>
            {bar(share, x, styles.then)}
            {bar(now[bin] ?? 0, x + half, styles.now)}
          </g>
        );
      })}
    </svg>
  );
}
