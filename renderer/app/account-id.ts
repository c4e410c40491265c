const plain = /^[A-Za-z0-9_-]$/;

/**
 * An account id as a part of a path: letters, digits, `_` and `-` stand as they are, every other byte (UTF-8) as `~2e`.
 * Ids come from other people's files and may hold dots and slashes, which hosts read as files and folders.
 */
export function idToPath(id: string): string {
  let result = '';
  for (const byte of new TextEncoder().encode(id)) {
    const letter = String.fromCharCode(byte);
    result += byte < 128 && plain.test(letter) ? letter : `~${byte.toString(16).padStart(2, '0')}`;
  }
  return result;
}

export function idOfPath(part: string): string {
  const bytes: number[] = [];
  for (let index = 0; index < part.length; index += 1) {
    const escaped = part[index] === '~' ? Number.parseInt(part.slice(index + 1, index + 3), 16) : Number.NaN;
    if (Number.isNaN(escaped)) bytes.push(...new TextEncoder().encode(part[index] ?? ''));
    else {
      bytes.push(escaped);
      index += 2;
    }
  }
  // A mark at the start is part of somebody's id, not of the encoding.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** The address of an account's page. */
export function accountPath(id: string): string {
  return `/accounts/${idToPath(id)}`;
}
