/** Tax numbers that people write where they have none. */
const noNumber = /^(?:0+|9+|1234567890?|x+|na|none|null|pendiente|pending|unknown)$/;

/** A tax number without signs, spaces and the country in front (`ES-B12.345.678` is `b12345678`); null where it is none. */
export function normaliseTaxId(text: string): string | null {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const number = /^[a-z]{2}[a-z]?\d/.test(plain) && plain.length > 9 ? plain.replace(/^[a-z]{2}/, '') : plain;
  return number.length < 6 || noNumber.test(number) || !/\d/.test(number) ? null : number;
}

/** An id of another system, as it is compared; null where blank. */
export function normaliseExternalId(text: string): string | null {
  const plain = text.trim();
  return plain === '' || plain === '-' ? null : plain;
}

/** Two-letter codes of countries by the names that they have in English and Spanish, made once. */
const countryCodes = ((): ReadonlyMap<string, string> => {
  const codes = new Map<string, string>();
  const names = ['en', 'es'].map((language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }));
  for (let first = 65; first <= 90; first++)
    for (let second = 65; second <= 90; second++) {
      const code = String.fromCharCode(first, second);
      for (const name of names) {
        const known = name.of(code);
        // Codes of countries that are no more (`DD`) and second ones (`UK`) lead to the one in force.
        if (known !== undefined) codes.set(folded(known), new Intl.Locale('und', { region: code }).region ?? code);
      }
    }
  const usual = {
    usa: 'US',
    'u s a': 'US',
    eeuu: 'US',
    'ee uu': 'US',
    uk: 'GB',
    england: 'GB',
    'great britain': 'GB',
    holland: 'NL',
    holanda: 'NL',
    korea: 'KR',
  };
  for (const [name, code] of Object.entries(usual)) codes.set(name, code);
  return codes;
})();

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

/** `España`, `Spain` and `es` are one country; what is unknown stays as it is written. Null where blank. */
export function normaliseCountry(text: string): string | null {
  const plain = folded(text);
  if (plain === '') return null;
  return countryCodes.get(plain) ?? (/^[a-z]{2}$/.test(plain) ? plain.toUpperCase() : plain);
}
