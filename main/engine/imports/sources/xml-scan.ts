/** What a document is made of, in its order. Names come without their prefix. */
export type XmlReceiver = {
  /** @param attributes the text between the name and the end of the tag; see `attributeOf` */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** May come in several pieces. Entities are decoded. */
  text(text: string): void;
};

export type XmlScanner = { write(text: string): void };

/** A tag longer than this is none. */
const mostTagLength = 1024 * 1024;

/**
 * A small reading of the XML that office programs write: no DTD, so nothing can expand. Takes the text in pieces cut anywhere.
 * @throws Error from `write` where a tag never ends
 */
export function createXmlScanner(receiver: XmlReceiver): XmlScanner {
  let carry = '';

  /** @returns the place after what starts at `from`; -1 where its end has not come yet */
  function markup(text: string, from: number): number {
    const second = text.charCodeAt(from + 1);
    if (second === 33 /* ! */) return special(text, from);
    if (second === 63 /* ? */) return after(text, '?>', from + 2);
    const end = tagEnd(text, from + 1);
    if (end < 0) return -1;
    if (second === 47 /* / */) receiver.close(localName(text.slice(from + 2, end).trimEnd()));
    else tag(text, from + 1, end);
    return end + 1;
  }

  function tag(text: string, from: number, end: number): void {
    const isEmpty = text.charCodeAt(end - 1) === 47;
    const last = isEmpty ? end - 1 : end;
    let at = from;
    while (at < last && text.charCodeAt(at) > 32) at++;
    const name = localName(text.slice(from, at));
    receiver.open(name, text.slice(at, last));
    if (isEmpty) receiver.close(name);
  }

  function special(text: string, from: number): number {
    if (text.startsWith('<!--', from)) return after(text, '-->', from + 4);
    if (text.startsWith('<![CDATA[', from)) {
      const end = text.indexOf(']]>', from + 9);
      if (end < 0) return -1;
      receiver.text(text.slice(from + 9, end));
      return end + 3;
    }
    // Too short yet to tell which it is.
    if (text.length - from < 9) return -1;
    return after(text, '>', from + 2);
  }

  return {
    write(piece) {
      const text = carry === '' ? piece : carry + piece;
      let at = 0;
      for (;;) {
        const start = text.indexOf('<', at);
        if (start < 0) break;
        if (start > at) receiver.text(decodeEntities(text.slice(at, start)));
        const next = start + 1 < text.length ? markup(text, start) : -1;
        if (next < 0) {
          at = start;
          break;
        }
        at = next;
      }
      carry = text.slice(at);
      if (carry.length > mostTagLength) throw new Error('a tag of its XML never ends');
    },
  };
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at < 0 ? -1 : at + end.length;
}

/** The place of the tag's `>`, which may also stand inside of quoted attributes. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf('>', from);
  while (end >= 0 && isInsideQuotes(text, from, end)) end = text.indexOf('>', end + 1);
  return end;
}

function isInsideQuotes(text: string, from: number, end: number): boolean {
  let quote = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quote === 0 ? code === 34 || code === 39 : code === quote) quote = quote === 0 ? code : 0;
  }
  return quote !== 0;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The value of an attribute, by its name without a prefix; undefined where there is none. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    if (before > 32 && before !== 58) continue;
    let equals = at + name.length;
    while (attributes.charCodeAt(equals) <= 32) equals++;
    if (attributes.charCodeAt(equals) !== 61) continue;
    let open = equals + 1;
    while (attributes.charCodeAt(open) <= 32) open++;
    const quote = attributes[open];
    if (quote !== '"' && quote !== "'") continue;
    const close = attributes.indexOf(quote, open + 1);
    return close < 0 ? undefined : decodeEntities(attributes.slice(open + 1, close));
  }
  return undefined;
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, ten, sixteen, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
    const code = typeof ten === 'string' ? Number(ten) : Number.parseInt(String(sixteen), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
