/**
 * SVG paths of a line through shares from 0 to 1, left to right over the whole width; a null breaks the line. A value between
 * two gaps is a dot: a stroke of no length with a round end.
 */
export function sparkPaths(values: readonly (number | null)[], width: number, height: number): string[] {
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const round = (value: number) => Number(value.toFixed(1));
  const runs: string[][] = [[]];
  values.forEach((value, place) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${round(place * step)} ${round((1 - Math.min(1, Math.max(0, value))) * height)}`);
  });
  return runs.flatMap((points) =>
    points.length === 0 ? [] : [points.length === 1 ? `M ${points[0]} h 0` : `M ${points.join(' L ')}`],
  );
}
