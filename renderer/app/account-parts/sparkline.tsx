/** A line without axes, from 0 to its highest value; the figures stand beside it in words. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const [width, height] = [120, 22];
  const top = Math.max(1, ...values);
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`,
  );
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="light-dark(var(--mantine-color-harbour-6), var(--mantine-color-harbour-3))"
        strokeWidth={1.5}
      />
    </svg>
  );
}
