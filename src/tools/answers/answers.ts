import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Element, Nodes } from 'hast';
import { toText } from 'hast-util-to-text';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { builtPages } from '../build/headersFile.ts';
import { askEngines, type Checkout, line, openCheckout, type Questions, readQuestions } from './askEngines.ts';

/** What is read besides the text, by those who hear the page or hold the pointer still. */
const READ = ['ariaLabel', 'title', 'alt', 'placeholder', 'href', 'value'] as const;
/** What a build names anew each time that its content changes. */
const HASH = /(?<=_astro\/[\w.@-]+\.)[\w-]{8}(?=\.)/g;

const parser = unified().use(rehypeParse);

/** The text of every built page, each line after the page’s path. */
async function pageTexts(dist: string): Promise<readonly string[]> {
  const pages = await builtPages(dist);
  return pages.flatMap(({ path, html }) => textLines(html).map((line) => `${path} ${line}`));
}

/** The text of a document or a part of one: its blocks, then what its attributes say. */
function textLines(html: string): readonly string[] {
  const tree = parser.parse(html);
  const blocks = toText(tree)
    .split('\n')
    .map((line) => line.trim());
  return [...blocks.filter((line) => line !== ''), ...attributes(tree)];
}

function attributes(node: Nodes): readonly string[] {
  const own = node.type === 'element' ? said(node) : [];
  return 'children' in node ? [...own, ...node.children.flatMap(attributes)] : own;
}

const said = ({ tagName, properties }: Element): readonly string[] =>
  READ.flatMap((name) => {
    const value = properties[name];
    return value === undefined || value === null || tagName === 'link' || tagName === 'meta'
      ? []
      : [`${tagName} ${name}=${String(value).replace(HASH, '')}`];
  });

type Views = typeof import('./views.ts');

/** What the instruments of a checkout show, a line a view: of every published link, and of every text pasted into the box. */
async function askViews(checkout: Checkout, { links, texts }: Questions): Promise<Record<string, readonly string[]>> {
  const { VIEWS, pastedView } = await checkout.load<Views>('src/tools/answers/views.ts');
  const shown: string[] = [];
  for (const { page, fragment } of links) {
    const view = VIEWS[page];
    if (view) shown.push(line([page, fragment], textLines(await view(fragment))));
  }
  const cards: string[] = [];
  for (const text of texts) cards.push(line([text], textLines(await pastedView(text))));
  return { views: shown, cards };
}

// npm run answers [-- FOLDER]           writes what the site answers, a line an answer, into a folder (.cache/answers)
// npm run answers -- --against COMMIT   shows how that differs from what COMMIT's code answers to the same questions

/** What fits a checkout's own instruments stands in it; one from before there was any is given the first. */
const ADAPTERS = 'src/tools/answers/views.ts';

const HERE = resolve(import.meta.dirname, '../../..');
const git = (...words: string[]) => execFileSync('git', words, { cwd: HERE, encoding: 'utf8' }).trim();

const { values, positionals } = parseArgs({ options: { against: { type: 'string' } }, allowPositionals: true });
const ours = resolve(positionals[0] ?? '.cache/answers');
await write(HERE, ours);
if (values.against !== undefined) {
  const theirs = `${ours}-${git('rev-parse', '--short', `${values.against}^{commit}`)}`;
  await inWorktree(values.against, (root) => write(root, theirs));
  const { status } = spawnSync('git', ['diff', '--no-index', '--unified=0', theirs, ours], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

/** Writes what the code of a checkout answers to the questions of this one. */
async function write(root: string, folder: string): Promise<void> {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const questions = readQuestions(HERE);
  const checkout = await openCheckout(root);
  const answers = { ...(await askEngines(checkout, questions)), ...(await askViews(checkout, questions)) };
  await checkout.close();
  for (const [name, lines] of Object.entries({ ...answers, pages: await pageTexts(join(root, 'dist')) }))
    writeFileSync(join(folder, `${name}.txt`), lines.map((line) => `${line}\n`).join(''));
}

async function inWorktree(commit: string, work: (root: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'answers-'));
  const root = join(folder, 'checkout');
  git('worktree', 'add', '--detach', root, commit);
  try {
    symlinkSync(join(HERE, 'node_modules'), join(root, 'node_modules'));
    if (!existsSync(join(root, ADAPTERS))) {
      const first = git('log', '--diff-filter=A', '--format=%H', '--', ADAPTERS).split('\n').at(-1);
      if (first) writeAdapters(root, git('show', `${first}:${ADAPTERS}`));
      else cpSync(join(HERE, ADAPTERS), join(root, ADAPTERS), { recursive: true });
    }
    await work(root);
  } finally {
    git('worktree', 'remove', '--force', root);
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeAdapters(root: string, text: string): void {
  mkdirSync(join(root, ADAPTERS, '..'), { recursive: true });
  writeFileSync(join(root, ADAPTERS), text);
}
