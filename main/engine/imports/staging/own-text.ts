/** V8 keeps the whole piece of the file alive behind a long substring; what is remembered must be a text of its own. */
export function ownText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
