import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse } from 'yaml';

/** What the answers are to. */
export interface Questions {
  /** Texts that may be pasted: those that tests have, and what was recorded of tools. */
  texts: readonly string[];
  /** Of the solver’s tests, "1000:1005, 33:33" and "root:100000:65536\n". */
  wishes: readonly string[];
  subids: readonly string[];
  /** Every published link: its page, and its fragment without `#`. */
  links: readonly { page: string; fragment: string }[];
  /** The bundled profiles by file name. */
  profiles: ReadonlyMap<string, string>;
}

/** Where messages have examples, and tests have texts that a reader may paste. */
const PASTED = [
  'src/engine/idmap/recognise/errors',
  'test/engine/diagnose',
  'test/engine/idmap/recognise',
  'test/engine/idmap/situation',
  'test/islands/ask',
];
const MESSAGES = 'content/messages';
const RECORDED = 'test/oracle/recordings';
const SHORTEST_TEXT = 12;
const WISH = /^(?:[ug]id )?\d+(?:-\d+)?:\d+/;
const SUBID = /^[\w.-]+:\d+:\d+/;

/** Reads the questions off the tests, recordings and tables of a checkout. */
export function readQuestions(root: string): Questions {
  const strings = (folder: string) => sorted(filesIn(root, folder, /\.tsx?$/).flatMap(stringsOf));
  const solver = strings('test/engine/idmap/solve');
  const published: Record<string, object> = JSON.parse(
    readFileSync(join(root, 'content/data/published-links.json'), 'utf8'),
  );
  return {
    texts: sorted([
      ...PASTED.flatMap(strings).filter(({ length }) => length >= SHORTEST_TEXT),
      ...filesIn(root, MESSAGES, /\.yaml$/).flatMap((file) => stringsWithin(parse(readFileSync(file, 'utf8')))),
      ...filesIn(root, RECORDED, /messages\.json$/i).flatMap((file) =>
        stringsWithin(JSON.parse(readFileSync(file, 'utf8'))),
      ),
    ]),
    wishes: solver.filter((text) => WISH.test(text)),
    subids: solver.filter((text) => SUBID.test(text)),
    links: Object.entries(published).flatMap(([page, links]) =>
      Object.keys(links).map((fragment) => ({ page, fragment })),
    ),
    profiles: new Map(
      filesIn(root, 'content/data/profiles', /\.json(\.txt)?$/)
        .filter((file) => !/stamp|changes/.test(file))
        .map((file) => [file.replace(/.*\//, ''), readFileSync(file, 'utf8')]),
    ),
  };
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

function filesIn(root: string, folder: string, name: RegExp): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => name.test(file))
    .sort()
    .map((file) => join(root, folder, file));
}

/** The strings of a source file, those in parts put together. */
function stringsOf(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const text = textOf(node);
    if (text === undefined) ts.forEachChild(node, visit);
    else found.push(text);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

/** What a literal, a sum of literals or `[…].join('\n')` says; undefined for what is worked out otherwise. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression, name } = node.expression;
  if (name.text !== 'join' || !ts.isArrayLiteralExpression(expression)) return undefined;
  const parts = expression.elements.map(textOf);
  return parts.includes(undefined) ? undefined : parts.join((node.arguments[0] && textOf(node.arguments[0])) ?? ',');
}

function stringsWithin(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length >= SHORTEST_TEXT ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsWithin) : [];
}
