import { assembleSegment, columnsOf, encodeChunks } from '../../events/index.ts';
import type { EncodedChunk, EventSegment, StagedRows } from '../../events/index.ts';

/** A segment as it is stored. */
export type MadeSegment = {
  readonly rows: number;
  readonly accounts: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly chunks: Iterable<EncodedChunk>;
};

/** Makes segments elsewhere, one after another, while events are read on. */
export type SegmentMaker = (staged: StagedRows) => Promise<MadeSegment>;

export function makeSegment(staged: StagedRows): MadeSegment {
  return encodedSegment(assembleSegment(staged));
}

/** The chunks come one at a time, when they are asked for. */
export function encodedSegment(segment: EventSegment): MadeSegment {
  const { minSeconds: min, maxSeconds: max } = columnsOf(segment);
  return {
    rows: segment.seconds.length,
    accounts: segment.accounts.length,
    min,
    max,
    chunks: encodeChunks(segment),
  };
}
