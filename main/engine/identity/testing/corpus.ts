import type { Entry } from '../judge.ts';
import { nameWords } from '../name-words.ts';
import type { BookEntries } from '../read-entries.ts';

/** Accounts of two systems, made up, with the pairs that truly are one. */
export type Corpus = {
  readonly book: BookEntries;
  readonly isOne: (left: string, right: string) => boolean;
  readonly pairs: number;
};

const openings = (
  'Northwind Contoso Fabrikam Litware Tailspin Wingtip Proseware Lucerne Woodgrove Adatum Relecloud Alpine Cobalt Meridian ' +
  'Solstice Halcyon Vertex Zenith Aurora Cascade Pinnacle Summit Harbor Granite Cedar Maple Sterling Falcon Orion Nimbus ' +
  'Quantum Vector Beacon Atlas Titan Phoenix Emerald Sapphire Crimson Azure Silverline Redwood Bluebird Ironwood Stonebridge ' +
  'Kestrel Lynx Puma Jaguar Condor Bravo Delta Sigma Omega Lambda Castellana Guadarrama Almendro Girasol Montera Sorolla ' +
  'Picasso Navarra Cantabria Levante Albufera Teide Doñana Alhambra Giralda Retiro Núñez Ordóñez Ibáñez Müller Schäfer Jørgensen'
).split(' ');
const middles = (
  'Dental Foods Robotics Textiles Marine Aviation Energy Paper Glass Timber Seeds Optics Ceramics Motors Chemicals Biotech ' +
  'Cycles Audio Printing Plastics Minerals Toys Garden Coffee Wine Dairy Bakery Furniture Lighting Fitness'
).split(' ');
const endings = ['Group', 'Solutions', 'Services', 'Systems', 'International', 'Technologies', 'Consulting', ''];
const forms = [
  'Inc',
  'Inc.',
  'LLC',
  'Ltd',
  'Limited',
  'GmbH',
  'S.A.',
  'S.L.',
  'SL',
  'SAS',
  'B.V.',
  'Pty Ltd',
  'Corp.',
  'AG',
  '',
];
const places = ['Madrid', 'Sevilla', 'Porto', 'Lyon', 'Berlin', 'Boston', 'Denver', 'Leeds', 'Osaka', 'Lima'];
const countries = ['ES', 'US', 'DE', 'FR', 'GB', 'MX'];
const translated: Record<string, string> = {
  Group: 'Grupo',
  Solutions: 'Soluciones',
  Services: 'Servicios',
  Systems: 'Sistemas',
  International: 'Internacional',
  Technologies: 'Tecnologías',
  Foods: 'Alimentos',
  Energy: 'Energía',
};

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** @param companies how many different companies there are; a third of them are in both systems */
export function createCorpus(companies: number, seed: number): Corpus {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number): boolean => random() < share;
  const entries: Entry[] = [];
  const companyOf = new Map<string, number>();
  const bases: string[] = [];
  let pairs = 0;

  /** A word that nobody else uses: most companies have one. */
  const ownWord = (): string => {
    const consonants = 'bcdfghklmnprstvz';
    const word = Array.from(
      { length: 3 + Math.floor(random() * 2) },
      () => `${pick([...consonants])}${pick([...'aeiou'])}`,
    ).join('');
    return word[0]!.toUpperCase() + word.slice(1);
  };

  function typo(name: string): string {
    const words = name.split(' ');
    const at = words.findIndex((word) => word.length >= 6);
    if (at < 0) return name;
    const word = words[at]!;
    const place = 2 + Math.floor(random() * (word.length - 3));
    const kinds = [
      word.slice(0, place) + word.slice(place + 1),
      word.slice(0, place) + word[place]! + word.slice(place),
      word.slice(0, place) + (word[place + 1] ?? '') + word[place]! + word.slice(place + 2),
    ];
    words[at] = pick(kinds);
    return words.join(' ');
  }

  /** One letter of the first word is another: `Hanson` and `Hansen`. */
  function otherLetter(name: string): string {
    const [word = '', ...rest] = name.split(' ');
    const place = 1 + Math.floor(random() * Math.max(1, word.length - 1));
    const letter = pick([...'aeioulnrst'].filter((other) => other !== word[place]));
    return [word.slice(0, place) + letter + word.slice(place + 1), ...rest].join(' ');
  }

  function rewritten(name: string): string {
    let text = name;
    if (chance(0.3)) text = typo(text);
    if (chance(0.3))
      text = text
        .split(' ')
        .map((word) => translated[word] ?? word)
        .join(' ');
    if (chance(0.2)) text = text.replace(' & ', ' and ').replace(' and ', chance(0.5) ? ' y ' : ' + ');
    if (chance(0.2)) text = text.normalize('NFD').replace(/\p{M}/gu, '');
    if (chance(0.25)) text = text.toUpperCase();
    if (chance(0.1))
      text =
        text
          .split(' ')
          .filter((word) => !endings.includes(word))
          .join(' ') || text;
    return text;
  }

  function add(
    company: number,
    system: string,
    name: string,
    facts: Pick<Entry, 'country' | 'domain' | 'taxId' | 'industry'>,
  ): void {
    const id = `${system}-${entries.length}`;
    companyOf.set(id, company);
    entries.push({
      ...facts,
      id,
      name,
      words: nameWords(name),
      domainFrom: 'website',
      externalId: null,
      source: system,
      parent: null,
      createdDay: null,
      payingIn: system === 'crm' ? ['billing'] : [],
    });
  }

  for (let company = 0; company < companies; company++) {
    // Another company that is called nearly the same, in the same trade: what must not be taken for a typing error.
    const twin = chance(0.05) && bases.length > 0 ? pick(bases) : null;
    const first = chance(0.6) ? ownWord() : pick(openings);
    const fresh = [
      first,
      chance(0.15) ? `& ${pick(openings)}` : '',
      pick(middles),
      pick(endings),
      chance(0.1) ? pick(places) : '',
    ]
      .filter(Boolean)
      .join(' ');
    const base = twin === null ? fresh : otherLetter(twin);
    bases.push(base);
    const country = pick(countries);
    const domain = `${nameWords(base).join('')}-${company}.com`;
    const taxId = `b${String(10_000_000 + company)}`;
    const industry = pick(['retail', 'software', 'health', 'finance', 'industry']);
    const known = <T>(share: number, value: T): T | null => (chance(share) ? value : null);
    const inBoth = chance(1 / 3);
    if (inBoth) pairs++;
    const systems = inBoth ? ['crm', 'desk'] : [pick(['crm', 'desk'])];
    for (const system of systems) {
      const isFirst = system === systems[0];
      add(company, system, [isFirst ? base : rewritten(base), pick(forms)].filter(Boolean).join(' '), {
        country: known(0.8, country),
        domain: known(isFirst ? 0.5 : 0.3, domain),
        taxId: known(isFirst ? 0.4 : 0.1, taxId),
        industry: known(0.4, industry),
      });
    }
  }
  return {
    book: { entries, placeOf: new Map(entries.map(({ id }, place) => [id, place])), sharedEmails: new Map() },
    isOne: (left, right) => companyOf.get(left) === companyOf.get(right),
    pairs,
  };
}
