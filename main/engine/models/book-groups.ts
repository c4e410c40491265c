import type { Bilingual } from '../../../shared/contract/index.ts';
import type { CalendarOptions } from '../events/index.ts';
import { defineEventsRead } from '../threads/index.ts';
import type { Grouping } from './segment-table.ts';

const fields = {
  segment: { en: 'Segment', es: 'Segmento' },
  plan: { en: 'Plan', es: 'Plan' },
  country: { en: 'Country', es: 'País' },
  industry: { en: 'Industry', es: 'Sector' },
  source: { en: 'Source', es: 'Origen' },
} as const satisfies Record<string, Bilingual>;

const savedSegment: Bilingual = { en: 'Saved segment', es: 'Segmento guardado' };
/** An attribute with more values than this is no way to part a book. */
const mostValues = 40;
const mostAttributes = 10;
const mostSegments = 20;

/** The ways in which a test is looked at by parts of the book: attributes and saved segments, as they stand now. */
export const groupingsRead = defineEventsRead(
  'models.groupings',
  ({ database, accountsIn, shouldStop }, { calendar }: { calendar: CalendarOptions }): Grouping[] => {
    const rows = database
      .prepare(
        `SELECT account_id, ${Object.keys(fields).join(', ')}, attributes FROM current_accounts ORDER BY account_id`,
      )
      .raw()
      .all() as (string | null)[][];
    const places = new Map(rows.map((row, place) => [row[0]!, place]));
    const named = Object.entries(fields).map(([, label], index) => ({
      label,
      of: rows.map((row) => row[index + 1] ?? null),
    }));
    const byAttribute = attributesOf(rows.map((row) => row.at(-1) ?? null));
    const groupings = [...named, ...byAttribute].flatMap(({ label, of }) => groupingOf(label, of));
    const segments = database
      .prepare('SELECT id, name FROM segments WHERE removed_at IS NULL ORDER BY members DESC, id LIMIT ?')
      .all(mostSegments) as { id: number; name: string }[];
    for (const { id, name } of segments) {
      if (shouldStop()) break;
      const codes = new Uint16Array(rows.length);
      for (const account of membersOf(() => accountsIn({ of: 'segment', segment: id }, calendar))) {
        const place = places.get(account);
        if (place !== undefined) codes[place] = 1;
      }
      if (codes.includes(1)) groupings.push({ kind: 'segment', label: savedSegment, values: [name], codes });
    }
    return groupings;
  },
);

/** A segment whose rule speaks of something that is gone has no members to look at; it must not stop a training. */
function membersOf(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch {
    return [];
  }
}

function groupingOf(label: Bilingual, of: readonly (string | null)[]): Grouping[] {
  const values = [...new Set(of)].filter((value): value is string => value !== null && value !== '').sort();
  if (values.length < 2 || values.length > mostValues) return [];
  const code = new Map(values.map((value, place) => [value, place + 1]));
  return [{ kind: 'attribute', label, values, codes: Uint16Array.from(of, (value) => code.get(value ?? '') ?? 0) }];
}

function attributesOf(texts: readonly (string | null)[]): { label: Bilingual; of: (string | null)[] }[] {
  const columns = new Map<string, (string | null)[]>();
  texts.forEach((text, place) => {
    const values = JSON.parse(text ?? '{}') as Record<string, unknown>;
    for (const [key, value] of Object.entries(values)) {
      if (value === null || typeof value === 'object') continue;
      let column = columns.get(key);
      if (column === undefined && columns.size < mostAttributes * 4)
        columns.set(key, (column = new Array<string | null>(texts.length).fill(null)));
      if (column) column[place] = String(value);
    }
  });
  return [...columns]
    .filter(([, of]) => new Set(of).size <= mostValues + 1)
    .slice(0, mostAttributes)
    .map(([key, of]) => ({ label: { en: key, es: key }, of }));
}
