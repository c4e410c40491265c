import { sparkPaths } from './spark-paths.ts';

const width = 120;
const height = 22;

/**
 * Shares over time, each month a step from 0 to 1; months without rows are gaps. Small enough to stand in a table's row,
 * where a chart of its own for every field would be too much.
 */
export function Sparkline({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={0} x2={width} y1={height - 1} y2={height - 1} stroke="var(--holdfast-line)" />
      {sparkPaths(values, width, height - 3).map((path) => (
        <path
          key={path}
          d={path}
          transform="translate(0 1)"
          fill="none"
          stroke="var(--holdfast-lowers)"
          strokeWidth={1.5}
          strokeLinecap="round"
        />
      ))}
    </svg>
  );
}
