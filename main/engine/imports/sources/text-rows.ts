import { cancelled } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { Dialect, RowsHandler } from './dialect.ts';
import { createPieceDecoder } from './encoding.ts';
import { createRowsFeed } from './rows-feed.ts';

/** Reads the rows below the header, piece by piece. Memory does not grow with the file. */
export async function readTextRows(source: ByteSource, dialect: Dialect, handler: RowsHandler): Promise<void> {
  const decoder = createPieceDecoder(source.name, dialect.encoding);
  const feed = createRowsFeed(source.name, dialect, handler);
  const position = { bytes: 0 };
  for await (const chunk of source.stream(position)) {
    if (handler.shouldStop()) throw cancelled('The import');
    feed.take(decoder.take(chunk));
    handler.progress(position.bytes);
  }
  feed.end(decoder.end());
}
