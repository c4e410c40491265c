import type { Language } from './names.ts';
import type { Random } from './random.ts';
import type { ChurnReason, TextBank, Tone } from './text-bank.ts';
import { englishTexts } from './texts-english.ts';
import { spanishTexts } from './texts-spanish.ts';

const banks: Record<Language, TextBank> = { en: englishTexts, es: spanishTexts };

/** Keeps a slot's value, so that one text speaks of one thing throughout. */
type Filler = (template: string) => string;

function createFiller(language: Language, random: Random): Filler {
  const bank = banks[language];
  const chosen = new Map<string, string>();
  function valueOf(slot: string): string {
    if (slot === 'number') return String(random.whole(2, 60));
    if (slot === 'percent') return String(random.whole(5, 70));
    const values = bank.slots[slot];
    if (values === undefined) throw new Error(`The texts name a slot that does not exist: ${slot}`);
    return random.pick(values);
  }
  return (template) => {
    let text = template.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
      const value = chosen.get(slot) ?? valueOf(slot);
      chosen.set(slot, value);
      return value;
    });
    if (language === 'es') text = text.replaceAll(/\bde el\b/g, 'del').replaceAll(/(^|\s)([Aa]) el\b/g, '$1$2l');
    return text.replace(/^\p{Letter}/u, (letter) => letter.toUpperCase());
  };
}

/** After a greeting that ends in a comma or colon the sentence goes on in lower case, unless it begins with "I". */
function afterGreeting(sentence: string): string {
  return sentence.replace(
    /^([¿¡]?)(\p{Lu})(?=\p{Ll})/u,
    (_, mark: string, letter: string) => mark + letter.toLowerCase(),
  );
}

export function ticketText(tone: Tone, language: Language, random: Random): { subject: string; description: string } {
  const bank = banks[language];
  const fill = createFiller(language, random);
  const core = fill(random.pick(bank.cores[tone]));
  const sentences = [core];
  if (random.chance(0.6)) sentences.unshift(fill(random.pick(bank.openings[tone])));
  if (random.chance(0.55)) sentences.push(fill(random.pick(bank.details[tone])));
  const subject = fill(random.pick(bank.subjects[tone]));
  const closing = random.chance(0.4) ? random.pick(bank.closings) : null;
  if (!random.chance(0.55)) return { subject, description: [...sentences, closing ?? ''].join(' ').trimEnd() };
  const greeting = random.pick(bank.greetings);
  // Some write a letter with lines of its own, most write in one breath.
  if (random.chance(0.2)) {
    return {
      subject,
      description: [greeting, sentences.join(' '), closing ?? random.pick(bank.closings)].join('\n\n'),
    };
  }
  const description = [greeting, afterGreeting(sentences.join(' ')), closing ?? ''].join(' ').trimEnd();
  return { subject, description };
}

export function surveyComment(level: 'low' | 'middle' | 'high', language: Language, random: Random): string {
  const { comments } = banks[language];
  const fill = createFiller(language, random);
  const first = fill(random.pick(comments[level]));
  const second = fill(random.pick(comments[level]));
  return random.chance(0.3) && first !== second ? `${first} ${second}` : first;
}

export function churnFeedback(reason: ChurnReason, language: Language, random: Random): string {
  const bank = banks[language];
  const fill = createFiller(language, random);
  const text = fill(random.pick(bank.feedback[reason]));
  return random.chance(0.5) ? `${text} ${fill(random.pick(bank.feedbackEndings))}` : text;
}
