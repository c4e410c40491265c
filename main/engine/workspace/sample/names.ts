import type { Random } from './random.ts';

export type Language = 'en' | 'es';

// Coined stems: they read like company names of no country in particular and belong to nobody we know of.
const stemStarts = [
  'Alder',
  'Arbo',
  'Auren',
  'Balsa',
  'Bren',
  'Brisk',
  'Caldo',
  'Carro',
  'Celto',
  'Corvo',
  'Dalmo',
  'Dorv',
  'Elmo',
  'Esker',
  'Fenwo',
  'Ferro',
  'Galve',
  'Garno',
  'Hald',
  'Harro',
  'Irun',
  'Jarvo',
  'Kestro',
  'Larko',
  'Lumbra',
  'Madro',
  'Merro',
  'Nerva',
  'Norvo',
  'Olmeda',
  'Orvan',
  'Palmero',
  'Pedra',
  'Quintal',
  'Ramblo',
  'Rivero',
  'Salvo',
  'Serrat',
  'Tamaro',
  'Tordo',
  'Ulmar',
  'Valdo',
  'Ventis',
  'Wexel',
  'Yarrow',
  'Zarco',
  'Zelmo',
];
const stemEnds = [
  'bek',
  'cano',
  'dale',
  'dix',
  'fell',
  'gard',
  'holm',
  'kline',
  'lan',
  'lund',
  'mont',
  'nex',
  'nova',
  'pont',
  'quist',
  'rance',
  'ric',
  'ros',
  'sa',
  'stad',
  'tane',
  'ter',
  'thal',
  'tix',
  'ven',
  'ward',
  'wick',
  'zon',
];

const suffixes: Record<string, Record<Language, readonly string[]>> = {
  Software: { en: ['Software', 'Systems', 'Labs', 'Digital'], es: ['Software', 'Sistemas', 'Soluciones Digitales'] },
  Retail: { en: ['Stores', 'Retail Group', 'Trading', 'Outfitters'], es: ['Comercio', 'Tiendas', 'Distribuciones'] },
  Manufacturing: {
    en: ['Works', 'Industries', 'Components', 'Tooling'],
    es: ['Industrial', 'Talleres', 'Manufacturas'],
  },
  Logistics: { en: ['Logistics', 'Freight', 'Haulage'], es: ['Logística', 'Transportes', 'Mensajería'] },
  'Financial Services': { en: ['Capital', 'Finance', 'Advisers'], es: ['Gestión', 'Asesores', 'Finanzas'] },
  Healthcare: { en: ['Health', 'Clinics', 'Care'], es: ['Salud', 'Clínicas', 'Cuidados'] },
  Education: { en: ['Learning', 'Academy', 'Schools'], es: ['Formación', 'Academia', 'Escuelas'] },
  Hospitality: { en: ['Hotels', 'Resorts', 'Catering'], es: ['Hoteles', 'Hostelería', 'Restauración'] },
  Energy: { en: ['Energy', 'Power', 'Solar'], es: ['Energía', 'Renovables', 'Solar'] },
  'Professional Services': {
    en: ['Partners', 'Consulting', 'Associates'],
    es: ['Consultores', 'Asociados', 'y Compañía'],
  },
};

export const industries = Object.keys(suffixes);

/** Company names, each different from all before it. */
export function createCompanyNamer(
  random: Random,
): (industry: string, language: Language, legalForm: string) => string {
  const used = new Set<string>();
  return (industry, language, legalForm) => {
    for (;;) {
      const stem = random.pick(stemStarts) + random.pick(stemEnds);
      const suffix = random.pick(suffixes[industry]?.[language] ?? ['Group']);
      const name =
        language === 'es' && !suffix.startsWith('y ') && random.chance(0.35)
          ? `${suffix} ${stem}`
          : `${stem} ${suffix}`;
      if (used.has(name)) continue;
      used.add(name);
      return legalForm !== '' && random.chance(0.3) ? `${name} ${legalForm}` : name;
    }
  };
}

/** Lower-case ASCII words joined by hyphens: fit for a host name. */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

export const owners = [
  'Nadia Fernley',
  'Tomás Arrieta',
  'Priya Kallath',
  'Gustav Lindqvar',
  'Inés Valdemoro',
  'Owen Hartsell',
  'Lucía Benavent',
  'Marcus Oyelade',
];

const firstNames: Record<Language, readonly string[]> = {
  en: [
    'Alice',
    'Amir',
    'Anna',
    'Ben',
    'Claire',
    'Daniel',
    'Elena',
    'Emma',
    'Felix',
    'Grace',
    'Hannah',
    'Henry',
    'Isla',
    'Jack',
    'Jonas',
    'Julia',
    'Karim',
    'Laura',
    'Leo',
    'Lena',
    'Marie',
    'Mia',
    'Nathan',
    'Nina',
    'Noah',
    'Olivia',
    'Paul',
    'Rachel',
    'Ravi',
    'Ruth',
    'Sam',
    'Sara',
    'Sophie',
    'Theo',
    'Victor',
    'Zoe',
  ],
  es: [
    'Alejandra',
    'Álvaro',
    'Ana',
    'Andrés',
    'Beatriz',
    'Carla',
    'Carlos',
    'Carmen',
    'Cristina',
    'Daniela',
    'Diego',
    'Elena',
    'Fernando',
    'Gabriela',
    'Gonzalo',
    'Íñigo',
    'Irene',
    'Javier',
    'Jimena',
    'Jorge',
    'José',
    'Laura',
    'Luis',
    'Manuel',
    'María',
    'Marta',
    'Nuria',
    'Óscar',
    'Pablo',
    'Paula',
    'Raúl',
    'Rocío',
    'Sergio',
    'Sofía',
    'Valentina',
    'Ximena',
  ],
};
const lastNames: Record<Language, readonly string[]> = {
  en: [
    'Abbott',
    'Bauer',
    'Bennett',
    'Bouchard',
    'Carter',
    'Chen',
    'Clarke',
    'Dubois',
    'Ellis',
    'Fischer',
    'Foster',
    'Garner',
    'Hughes',
    'Keller',
    'Khan',
    'Lambert',
    'Lehmann',
    'Mensah',
    'Moreau',
    'Novak',
    'Osei',
    'Patel',
    'Porter',
    'Reed',
    'Rossi',
    'Schulz',
    'Sharma',
    'Turner',
    'Vogel',
    'Walsh',
    'Weber',
    'Young',
  ],
  es: [
    'Aguirre',
    'Álvarez',
    'Blanco',
    'Cabrera',
    'Castillo',
    'Cortés',
    'Delgado',
    'Domínguez',
    'Escobar',
    'Fernández',
    'Fuentes',
    'García',
    'Gómez',
    'Guerrero',
    'Herrera',
    'Ibáñez',
    'Jiménez',
    'López',
    'Martín',
    'Medina',
    'Morales',
    'Muñoz',
    'Navarro',
    'Núñez',
    'Ortega',
    'Peña',
    'Ramírez',
    'Ríos',
    'Romero',
    'Rubio',
    'Salazar',
    'Vargas',
  ],
};

export interface PersonName {
  first: string;
  last: string;
}

export function personName(random: Random, language: Language): PersonName {
  const first = random.pick(firstNames[language]);
  const last = random.pick(lastNames[language]);
  // Two family names are the custom in Spanish; exports keep both, or only the first.
  return { first, last: language === 'es' && random.chance(0.4) ? `${last} ${random.pick(lastNames.es)}` : last };
}
