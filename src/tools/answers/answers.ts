// npm run answers [-- FOLDER]           writes what the site answers, a line an answer, into a folder (.cache/answers)
// npm run answers -- --against COMMIT   shows how that differs from what COMMIT's code answers to the same questions
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askEngines } from './askEngines.ts';
import { askViews } from './askViews.ts';
import { openCheckout } from './Checkout.ts';
import { pageTexts } from './pageTexts.ts';
import { readQuestions } from './readQuestions.ts';

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
