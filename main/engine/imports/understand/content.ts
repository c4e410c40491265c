import type { PersonalKind } from '../../../../shared/contract/index.ts';
import { isNationalId, isPersonName, isPhone } from './personal-values.ts';

/** What the values of a column are besides their type. */
export type ContentKind = 'email' | 'web' | 'country' | 'currency' | 'id' | 'ip-address';

const email = /^(?:mailto:)?[^\s@<>",;]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/i;
const web = /^(?:https?:\/\/)?(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:[/?#]\S*)?$/i;
const ip =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$|^(?=.*::|(?:[^:]*:){7})[\da-f:]{2,39}$/i;
const id =
  /^(?:[A-Za-z]{1,5}[-_#]?)?\d{2,20}(?:\.0)?$|^(?=\S*\d)[A-Za-z0-9]{1,6}[-_][A-Za-z0-9]{3,24}$|^(?=\S*\d)[A-Za-z0-9]{15,24}$|^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$|^[a-z]{2,5}_[A-Za-z0-9]{6,30}$/i;

export type ContentCounts = Record<ContentKind | 'phone' | 'name' | 'national-id' | 'places', number>;

export function noContent(): ContentCounts {
  return {
    email: 0,
    web: 0,
    country: 0,
    currency: 0,
    id: 0,
    'ip-address': 0,
    phone: 0,
    name: 0,
    'national-id': 0,
    places: 0,
  };
}

/** Adds what one value looks like. */
export function countContent(counts: ContentCounts, text: string): void {
  const length = text.length;
  if (length > 80) {
    if (looksLikePlace(text)) counts.places++;
    return;
  }
  if (text.includes('@')) {
    if (email.test(text)) counts.email++;
    return;
  }
  if (length >= 2 && length <= 40 && countries().has(text.toLowerCase())) counts.country++;
  if (length === 3 && currencies.has(text)) counts.currency++;
  if (id.test(text)) counts.id++;
  if (text.includes('.') && web.test(text)) counts.web++;
  if ((text.includes('.') || text.includes(':')) && ip.test(text)) counts['ip-address']++;
  if (length >= 7 && length <= 24) {
    if (isNationalId(text)) counts['national-id']++;
    else if (isPhone(text)) counts.phone++;
  }
  if (isPersonName(text)) counts.name++;
  if (looksLikePlace(text)) counts.places++;
}

const looksLikePlace = (text: string): boolean =>
  text.length > 8 && /\d/.test(text) && /\p{L}{3}/u.test(text) && text.includes(' ');

/** The kind that nearly every value has. */
export function contentOf(counts: ContentCounts, all: number): ContentKind | null {
  if (all === 0) return null;
  const share = (kind: ContentKind): boolean => counts[kind] >= Math.max(1, all * 0.9);
  for (const kind of ['email', 'ip-address', 'currency', 'country', 'web', 'id'] as const) if (share(kind)) return kind;
  return null;
}

/** What the values alone say of persons; a few values prove less than many. */
export function personalContent(counts: ContentCounts, all: number): PersonalKind | null {
  if (all === 0) return null;
  if (counts.email >= all * 0.5) return 'email';
  if (counts['ip-address'] >= all * 0.9) return 'ip-address';
  if (all >= 2 && counts['national-id'] >= all * 0.8) return 'national-id';
  if (all >= 2 && counts.phone >= all * 0.8) return 'phone';
  if (all >= 4 && counts.name >= all * 0.5) return 'name';
  return null;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));
let countryNames: Set<string> | null = null;

/** Names in English and Spanish, with codes of two and three letters. */
function countries(): Set<string> {
  if (countryNames) return countryNames;
  const names = new Set([
    'usa',
    'uk',
    'uae',
    'eeuu',
    'ee.uu.',
    'england',
    'scotland',
    'holland',
    'eire',
    'rsa',
    'korea',
  ]);
  const languages = ['en', 'es'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      for (const language of languages) {
        const name = language.of(code);
        if (name !== undefined && code !== 'ZZ' && code !== 'EU' && code !== 'UN') {
          names.add(name.toLowerCase());
          names.add(code.toLowerCase());
        }
      }
    }
  }
  countryNames = names;
  return names;
}
