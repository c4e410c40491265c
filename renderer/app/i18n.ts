import { languages, translator } from '../ui/messages.ts';
import type { Language } from '../ui/messages.ts';

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The first language of the reader's that we speak; English where there is none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.slice(0, 2).toLowerCase();
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/** The saved language, or the reader's own where none was chosen. Sets `<html lang>` too. */
export function speak(language: Language | null): void {
  const chosen = language ?? preferredLanguage(navigator.languages);
  document.documentElement.lang = chosen;
  if (translator.language !== chosen) void translator.changeLanguage(chosen);
}
