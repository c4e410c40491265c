type Briefing = {
  readonly title: string;
  readonly subtitle: string;
  readonly figures: readonly { readonly label: string; readonly value: string; readonly note: string | null }[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly foot: string;
};

/** A line that Markdown would read as anything else. */
const plain = (text: string): string => text.replace(/([\\`*_[\]<>#|])/g, '\\$1');

/** A briefing as Markdown, to be pasted into a note or a message. */
export function briefingMarkdown({ title, subtitle, figures, sections, foot }: Briefing): string {
  const figure = figures.map(({ label, value, note }) => `- **${plain(label)}**: ${plain(value)}${note === null ? '' : ` (${plain(note)})`}`); // prettier-ignore
  const parts = sections.map((section) => `## ${plain(section.title)}\n\n${section.lines.map((line) => `- ${plain(line)}`).join('\n')}`); // prettier-ignore
  return `${[`# ${plain(title)}`, plain(subtitle), figure.join('\n'), ...parts, `_${plain(foot)}_`].join('\n\n')}\n`;
}

/** The same as plain text. */
export function briefingText({ title, subtitle, figures, sections, foot }: Briefing): string {
  const figure = figures.map(({ label, value, note }) => `${label}: ${value}${note === null ? '' : ` (${note})`}`);
  const parts = sections.map((section) => `${section.title}\n${section.lines.map((line) => `  ${line}`).join('\n')}`);
  return `${[`${title}\n${subtitle}`, figure.join('\n'), ...parts, foot].join('\n\n')}\n`;
}
