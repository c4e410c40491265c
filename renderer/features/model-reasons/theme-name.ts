import { translateKey } from '../../ui/messages.ts';
import { messages } from './messages.ts';

export function themeName(theme: string): string {
  return translateKey(messages, `theme.${theme}`) ?? theme;
}
