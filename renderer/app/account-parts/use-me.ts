import { meWords } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../ui/messages.ts';
import { useSettings } from '../settings.ts';

/** Who works here: the name of the settings, or “me” in the language of the page until there is one. */
export function useMe(): { readonly name: string; readonly isSet: boolean } {
  const language = useLanguage();
  const person = useSettings().data?.person ?? null;
  return { name: person ?? meWords[language], isSet: person !== null };
}
