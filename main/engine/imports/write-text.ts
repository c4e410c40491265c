/** Makes texts into the bytes of an encoding, so that a file goes back as it came. */
export type TextEncoding = { readonly mark: Uint8Array; encode(text: string): Uint8Array };

const utf8: TextEncoding = { mark: Buffer.from('\ufeff'), encode: (text) => Buffer.from(text) };

/** @param name as recipes name encodings; UTF-8 when not given or not known */
export function textEncoding(name: string | undefined): TextEncoding {
  const label = (name ?? 'utf-8').toLowerCase();
  if (/^utf-?8/.test(label)) return utf8;
  if (label === 'utf-16le' || label === 'utf-16')
    return { mark: Buffer.from('\ufeff', 'utf16le'), encode: (text) => Buffer.from(text, 'utf16le') };
  if (label === 'utf-16be')
    return {
      mark: Buffer.from('\ufeff', 'utf16le').swap16(),
      encode: (text) => Buffer.from(text, 'utf16le').swap16(),
    };
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    return byTable((bytes) => decoder.decode(bytes));
  } catch {
    return utf8;
  }
}

const replacement = Buffer.from('?');

/** The platform decodes these encodings but does not encode them, so what each one or two bytes mean is turned round. */
function byTable(decode: (bytes: Uint8Array) => string): TextEncoding {
  const bytesOf = new Map<string, Buffer>();
  const note = (bytes: Buffer): void => {
    try {
      const text = decode(bytes);
      if ([...text].length === 1 && !bytesOf.has(text)) bytesOf.set(text, bytes);
    } catch {
      // No character.
    }
  };
  for (let first = 0; first < 256; first++) note(Buffer.from([first]));
  for (let first = 0x81; first < 256; first++)
    for (let second = 0x40; second < 256; second++) note(Buffer.from([first, second]));
  return {
    mark: new Uint8Array(),
    encode: (text) => Buffer.concat([...text].map((letter) => bytesOf.get(letter) ?? replacement)),
  };
}
