import { jsonParser } from 'stream-json/parser.js';
import type { Token } from 'stream-json/parser.js';
import { isHoldfastError } from '../../../../../shared/domain/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { createPieceDecoder } from '../encoding.ts';
import { unreadable, wordsOf } from '../sentences.ts';

/** Takes what a JSON text is made of. `record` is told in sentences where the text breaks. */
export type TokenTaker = { take(token: Token): void; readonly record: number };

/** More text than this without anything whole in it is no record. */
const mostTextInARecord = 64 * 1024 * 1024;

/**
 * Hands on the tokens of a JSON text (or of several, one after the other) until its end or until `onPiece` answers false,
 * which is asked after each piece. What `onPiece` throws is passed on as it is.
 * @param withValues false where only the structure matters: values are then not put together
 * @throws file_unreadable where the text is not JSON or is cut off
 */
export async function walkJson(
  source: ByteSource,
  encoding: string,
  withValues: boolean,
  taker: TokenTaker,
  onPiece: (bytes: number) => boolean,
): Promise<void> {
  const decoder = createPieceDecoder(source.name, encoding);
  const parse = jsonParser({
    jsonStreaming: true,
    streamValues: false,
    packStrings: withValues,
    packNumbers: withValues,
  });
  const position = { bytes: 0 };
  let [depth, record, sinceRecord] = [0, taker.record, 0];
  function takePiece(text: string): void {
    const parsed = parse(text);
    if (typeof parsed === 'object' && 'values' in parsed)
      for (const token of parsed.values) {
        if (token.name === 'startObject' || token.name === 'startArray') depth++;
        else if (token.name === 'endObject' || token.name === 'endArray') depth--;
        taker.take(token);
      }
    sinceRecord = taker.record === record && withValues ? sinceRecord + text.length : 0;
    record = taker.record;
    if (sinceRecord > mostTextInARecord)
      throw unreadable(
        source.name,
        `holds more than ${mostTextInARecord / 1024 / 1024} MB of text after record ${record} without another record in it. Export it with one object for each row.`,
      );
  }
  for await (const chunk of source.stream(position)) {
    try {
      takePiece(decoder.take(chunk));
    } catch (error) {
      throw notJson(source.name, position.bytes, error);
    }
    if (!onPiece(position.bytes)) return;
  }
  try {
    takePiece(`${decoder.end()}\n`);
  } catch (error) {
    throw notJson(source.name, position.bytes, error);
  }
  if (depth > 0)
    throw unreadable(
      source.name,
      `ends in the middle of a value after record ${taker.record}: it is cut off. Export it again.`,
      { record: taker.record },
    );
  onPiece(position.bytes);
}

function notJson(name: string, bytes: number, error: unknown): unknown {
  if (isHoldfastError(error)) return error;
  const why = wordsOf(error).replace('Parser cannot parse input: ', '');
  return unreadable(
    name,
    `is not valid JSON: somewhere before byte ${Math.round(bytes)} it breaks off (${why}). Export it again.`,
    {},
    error,
  );
}
