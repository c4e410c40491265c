import type { TableCard } from '../../../shared/contract/index.ts';
import { reportBlocks } from './report.ts';
import type { Block } from './report.ts';
import { escaped } from './report-charts.ts';
import type { ReportLanguage } from './report-words.ts';

type Grid = Extract<Block, { kind: 'table' }> | Extract<Block, { kind: 'figure' }>;

const style = `
:root{color-scheme:light dark;--ink:#1c2530;--dim:#5b6775;--ground:#fff;--line:#d8dee6;--accent:#1f6feb;--down:#0e8a6a;--warn:#fff4dc}
@media(prefers-color-scheme:dark){:root{--ink:#e4e9ef;--dim:#9aa7b5;--ground:#161b22;--line:#333c47;--accent:#6aa6ff;--down:#4cc7a4;--warn:#3a2f14}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:880px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;margin:.5rem 0}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
td:last-child{overflow-wrap:anywhere}
th{color:var(--dim);font-weight:600}.n{text-align:right;white-space:nowrap}
.warning{background:var(--warn);padding:.6rem .6rem .6rem 1.8rem;border-radius:6px}
figure{margin:.5rem 0}figcaption,summary{color:var(--dim);font-size:.9rem}summary{cursor:pointer}
svg{width:100%;height:auto;font:12px system-ui,sans-serif}svg text{fill:var(--ink)}
.grid{stroke:var(--line);fill:none}.diagonal{stroke:var(--dim);stroke-dasharray:4 4;fill:none}
.line{stroke:var(--accent);stroke-width:2;fill:none}.interval{stroke:var(--accent);stroke-opacity:.5;stroke-width:2}
.dot,.bar{fill:var(--accent)}.down{fill:var(--down)}
@media print{body{margin:0;max-width:none}details{display:block}}
`;

/** One file with its style and figures inside: it asks nothing of any network. */
export function reportHtml(card: TableCard, language: ReportLanguage): string {
  return blocksHtml(reportBlocks(card, language), language);
}

export function blocksHtml(blocks: readonly Block[], language: ReportLanguage): string {
  const tables = language === 'es' ? 'Cifras' : 'Figures';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(titleOf(blocks))}</title>
<style>${style}</style>
</head>
<body>
${blocks.map((block) => htmlOf(block, tables)).join('\n')}
</body>
</html>
`;
}

function titleOf(blocks: readonly Block[]): string {
  const title = blocks.find((block) => block.kind === 'title');
  return title?.kind === 'title' ? title.text : '';
}

function htmlOf(block: Block, tables: string): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${escaped(block.text)}</h1>`;
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'subheading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul${block.isWarning ? ' class="warning"' : ''}>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'table':
      return htmlTable(block);
    case 'figure':
      return `<figure><figcaption>${escaped(block.title)}</figcaption>${block.svg}<details><summary>${tables}</summary>${htmlTable(block)}</details></figure>`;
  }
}

function htmlTable({ header, rows, texts = [0] }: Grid): string {
  const cell = (tag: 'th' | 'td', text: string, place: number): string =>
    `<${tag}${texts.includes(place) ? '' : ' class="n"'}>${escaped(text)}</${tag}>`;
  const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((text, place) => cell(tag, text, place)).join('')}</tr>`;
  const head = header.every((name) => name === '') ? '' : `<thead>${line('th', header)}</thead>`;
  return `<table>${head}<tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`;
}

/** The same as Markdown; figures as their tables. */
export function reportMarkdown(card: TableCard, language: ReportLanguage): string {
  return blocksMarkdown(reportBlocks(card, language));
}

export function blocksMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(markdownOf).join('\n\n')}\n`;
}

/** Texts of the file must not become markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${plain(block.text)}`;
    case 'heading':
      return `## ${plain(block.text)}`;
    case 'subheading':
      return `### ${plain(block.text)}`;
    case 'text':
      return plain(block.text);
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n');
    case 'table':
      return markdownTable(block);
    case 'figure':
      return `**${plain(block.title)}**\n\n${markdownTable(block)}`;
  }
}

function markdownTable({ header, rows, texts = [0] }: Grid): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  const rule = `|${header.map((_name, place) => (texts.includes(place) ? ' --- ' : ' ---: ')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}
