/** Cells drawn beyond each edge of the view, so that a scroll by a few does not show a gap. */
const overscan = 6;

/** Where a scrolling box stands along one axis, in px. */
export type Scrolled = { readonly offset: number; readonly size: number };

/** The cells from `first` up to, not including, `end`. */
export type Span = { readonly first: number; readonly end: number };

/**
 * Which of `count` cells of `pitch` px each are drawn.
 */
export function spanInView({ offset, size }: Scrolled, count: number, pitch: number): Span {
  const first = Math.max(0, Math.min(Math.floor(offset / pitch) - overscan, count - 1));
  const end = Math.max(first, Math.min(count, Math.ceil((offset + size) / pitch) + overscan));
  return { first, end };
}

export function isIn({ first, end }: Span, index: number): boolean {
  return index >= first && index < end;
}
