/** Letters that carry no accent to take away. */
const foldedLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
};

/** Forms of companies that stand for nothing else, wherever they stand after the first word. */
const legalForms = new Set(
  (
    'inc incorporated llc llp lllp ltd limited plc corp corporation gmbh mbh kgaa ohg sarl sasu srl srls spa ' +
    'bv nv pty pvt oyj aps sro kft zrt bhd sdn ltda eireli sapi slu sau sll sociedad limitada anonima'
  ).split(' '),
);
/** Forms that are also words or initials: taken away from the end only. */
const endingForms = new Set(
  (
    'sa sl sas ag kg ug se ev eg ab as asa oy cv kk gk pte private lp co company cia compania snc vof me epp sc scoop ' +
    'coop scp cb zoo sp dd doo ad ooo oao zao pjsc psc wll fze fzco de and gbr eu eurl sca sprl bvba'
  ).split(' '),
);
/** Forms that stand in front. */
const leadingForms = new Set(['pt', 'ooo', 'oao', 'zao', 'pjsc', 'the', 'cv']);
const writtenWithoutSpaces = /株式会社|有限会社|合同会社|[（(]株[）)]|有限公司|股份/gu;

/** Words that join and say nothing. `&`, `+`, `y`, `und`, `et` are all read as `and`. */
const joiningWords = new Set(
  'and the of for de del la el los las y e i und et en da do dos das di der die das le les du'.split(' '),
);

/** One word for what is written in two languages, so that a translated name still is the same name. */
const oneWord: Readonly<Record<string, string>> = {
  banco: 'bank',
  banca: 'bank',
  banque: 'bank',
  universidad: 'university',
  universidade: 'university',
  universite: 'university',
  universitat: 'university',
  grupo: 'group',
  groupe: 'group',
  gruppe: 'group',
  gruppo: 'group',
  industrias: 'industries',
  servicios: 'services',
  soluciones: 'solutions',
  tecnologias: 'technologies',
  tecnologia: 'technology',
  sistemas: 'systems',
  hermanos: 'brothers',
  bros: 'brothers',
  hijos: 'sons',
  seguros: 'insurance',
  asegurador: 'insurance',
  alimentos: 'foods',
  alimentacion: 'foods',
  transportes: 'transport',
  logistica: 'logistics',
  energia: 'energy',
  salud: 'health',
  hospitales: 'hospitals',
  farmacia: 'pharmacy',
  laboratorios: 'laboratories',
  labs: 'laboratories',
  internacional: 'international',
  intl: 'international',
  nacional: 'national',
  espana: 'spain',
  asociados: 'associates',
  consultores: 'consultants',
  consultoria: 'consulting',
  construcciones: 'constructions',
  editorial: 'publishing',
  viajes: 'travel',
  hoteles: 'hotels',
  escuela: 'school',
  colegio: 'school',
  instituto: 'institute',
  fundacion: 'foundation',
  asociacion: 'association',
  medios: 'media',
  telecomunicaciones: 'telecommunications',
  telecom: 'telecommunications',
  mfg: 'manufacturing',
  svcs: 'services',
  tech: 'technology',
  mgmt: 'management',
  hldgs: 'holding',
  holdings: 'holding',
  grp: 'group',
};

/** What many companies call themselves: it tells little apart, and its absence tells little. */
const commonWords = new Set(
  (
    'group holding international global services solutions systems technologies technology consulting consultants partners ' +
    'industries enterprises enterprise software laboratories digital company associates management worldwide online ' +
    'network networks media capital ventures trading studio studios agency national'
  ).split(' '),
);

export function isCommonWord(word: string): boolean {
  return commonWords.has(word);
}

/**
 * The words of a company's name that tell it from others: without accents, legal forms and joining words, with single
 * letters in a row as one word (`S. A.` and `I B M`), and with common business words in one language.
 */
export function nameWords(name: string): string[] {
  const words = spelledWords(name);
  const kept = withoutForms(words);
  const telling = kept.filter((word) => !joiningWords.has(word));
  return (telling.length > 0 ? telling : kept.length > 0 ? kept : words).map((word) =>
    Object.hasOwn(oneWord, word) ? oneWord[word]! : word,
  );
}

function spelledWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøðđłıþ]/g, (letter) => foldedLetters[letter] ?? letter)
    .normalize('NFKC')
    .replace(writtenWithoutSpaces, ' ')
    .replace(/['’‘`´]/g, '')
    .replace(/[&+]/g, ' and ')
    .replace(
      /(?<![\p{L}\p{N}])(?:\p{L}\.)+(?:\p{L}(?![\p{L}\p{N}]))?/gu,
      (letters) => ` ${letters.replaceAll('.', '')} `,
    );
  const words: string[] = [];
  let letters = '';
  for (const word of plain.split(/[^\p{L}\p{N}]+/u)) {
    if (/^[a-z]$/.test(word)) {
      letters += word;
      continue;
    }
    if (letters !== '') words.push(letters);
    letters = '';
    if (word !== '') words.push(word);
  }
  if (letters !== '') words.push(letters);
  return words;
}

function withoutForms(words: readonly string[]): string[] {
  let kept = words.filter((word, index) => index === 0 || !legalForms.has(word));
  while (kept.length > 1 && endingForms.has(kept.at(-1)!)) kept = kept.slice(0, -1);
  while (kept.length > 1 && leadingForms.has(kept[0]!)) kept = kept.slice(1);
  return kept;
}

/** A name as it is compared for equality; empty where nothing of it is left. */
export function normaliseName(name: string): string {
  return nameWords(name).join(' ');
}
