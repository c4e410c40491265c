/** What the MLmodel file of an MLflow folder says of its onnx flavour. */
export type MlModel = {
  /** Place of the ONNX file relative to the MLmodel file; null where there is no onnx flavour. */
  readonly data: string | null;
  /** Names of the input columns, in order; null where the signature does not tell. */
  readonly columns: readonly string[] | null;
};

/**
 * Reads the few lines of an MLmodel file that matter. It is YAML as one program writes it: two spaces a level, and texts
 * in quotes that may go on over several lines.
 */
export function readMlModel(text: string): MlModel {
  const lines = joined(text.split(/\r?\n/));
  const flavours = block(lines, 'flavors', 0);
  const onnx = flavours && block(flavours, 'onnx', 2);
  const signature = block(lines, 'signature', 0);
  return {
    data: onnx ? (valueOf(onnx, 'data') ?? 'model.onnx') : null,
    columns: signature ? columnsOf(valueOf(signature, 'inputs')) : null,
  };
}

/** Lines in which each quoted text stands whole. */
function joined(lines: readonly string[]): string[] {
  const result: string[] = [];
  let open: string | null = null;
  for (const line of lines) {
    const quote: string | undefined = open ?? /:\s+(['"])/.exec(line)?.[1];
    const text: string = open === null ? line : `${result.pop()} ${line.trim()}`;
    result.push(text);
    if (quote === undefined) continue;
    const rest = open === null ? line.slice(line.indexOf(quote) + 1) : line;
    // Quotes inside are doubled (') or escaped (").
    const plain: string = quote === "'" ? rest.replaceAll("''", '') : rest.replace(/\\./g, '');
    open = plain.includes(quote) ? null : quote;
  }
  return result;
}

function block(lines: readonly string[], name: string, indent: number): string[] | null {
  const start = lines.findIndex((line) => line.startsWith(`${' '.repeat(indent)}${name}:`));
  if (start < 0) return null;
  const isInside = (line: string): boolean => line.trim() === '' || line.startsWith(' '.repeat(indent + 1));
  const length = lines.slice(start + 1).findIndex((line) => !isInside(line));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
}

function valueOf(lines: readonly string[], name: string): string | null {
  const found = lines.find((line) => line.trim().startsWith(`${name}:`));
  const text = found?.slice(found.indexOf(':') + 1).trim();
  if (text === undefined || text === '') return null;
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  return text;
}

function columnsOf(text: string | null): string[] | null {
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    if (!Array.isArray(found)) return null;
    const names = found.map((one: unknown) => (one as { name?: unknown } | null)?.name);
    return names.every((name) => typeof name === 'string') ? names : null;
  } catch {
    return null;
  }
}
