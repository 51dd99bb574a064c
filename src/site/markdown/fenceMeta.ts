import { type MdastNode, mdxToMdast } from 'satteri';

/** What an author writes behind a fence's language: ```console title="on the host" source="the talk" mark="root" {2,4-5} */
export interface FenceMeta {
  title: string | undefined;
  /** Where the text is from, when the project did not run it itself. */
  source: string | undefined;
  /** Texts to mark wherever they stand. */
  marks: string[];
  /** Rows to mark whole, counted from 1. */
  rows: ReadonlySet<number>;
}

const KEYS = ['title', 'source', 'mark'];

/** Reads a fence's meta string; throws an Error that names the offending word, as a typo in our own prose must stop the build. */
export function fenceMeta(meta: string): FenceMeta {
  const rows = new Set<number>();
  const values: Record<string, string[]> = {};
  const rest = meta
    .replace(/\{([\d,\s-]+)\}/g, (_all, ranges: string) => {
      for (const range of ranges.split(',')) addRange(rows, range);
      return ' ';
    })
    .replace(/(\w+)="([^"]*)"/g, (_all, key: string, value: string) => {
      values[key] ??= [];
      values[key].push(value);
      return ' ';
    })
    .trim();
  const unknown = rest || Object.keys(values).find((key) => !KEYS.includes(key));
  if (unknown) throw new Error(`A code fence says “${unknown}”, expected title="…", source="…", mark="…" or {2,4-5}.`);
  return { title: values.title?.[0], source: values.source?.[0], marks: values.mark ?? [], rows };
}

function addRange(rows: Set<number>, range: string): void {
  const [first, last = first] = range.split('-').map((number) => Number.parseInt(number, 10));
  if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return;
  for (let row = first; row <= last; row++) rows.add(row);
}

/** One row of a terminal: what somebody typed behind a prompt, or what was printed. */
export interface ConsoleRow {
  prompt: string;
  text: string;
  typed: boolean;
}

/** `$ `, `# `, `/ # `, `user@host:~$ `, `/home/docker> `, `user@host /path> `: what shells of 2016 and today print before a command. */
const PROMPT = /^(?:[$#] |\/[\w/.~-]* [#$] |[\w.-]+@[\w.-]+[: ][\w/.~-]*[$#>] |\/[\w/.~-]+> )/;

/** The rows of a recorded terminal. A typed row that ends in a backslash goes on in the next one. */
export function consoleRows(text: string): ConsoleRow[] {
  let continues = false;
  return text.split('\n').map((line) => {
    const prompt = continues ? '' : (PROMPT.exec(line)?.[0] ?? '');
    const typed = continues || prompt !== '';
    continues = typed && line.endsWith('\\');
    return { prompt, text: line.slice(prompt.length), typed };
  });
}

/** A line of Markdown as bare text: without its marks, links by their words. */
export const lineText = (markdown: string): string =>
  readText(mdxToMdast(markdown, { features: { frontmatter: false } }));

function readText(node: MdastNode): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(readText).join('') : '';
}
