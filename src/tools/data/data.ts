// Writes content/data/ from Debian packages, or, with --check, compares each file with what the packages of its stamp give.
//   npm run data                    all tables, from the newest packages
//   npm run data -- syscalls errno  these tables
//   npm run data -- --check         changes nothing; exit 1 where a table differs
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTable } from './checkTable.ts';
import { checkQuoted, hasDebian, openDebian, QUOTED, type Result, writeTable } from './quoted.ts';
import { tables } from './tables.ts';

const project = resolve(import.meta.dirname, '../../..');
const data = join(project, 'content/data');

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const unknown = positionals.filter((name) => !tables.some((table) => table.name === name));
if (unknown.length > 0) {
  console.error(`No table is called ${unknown.join(', ')}; there are: ${tables.map((table) => table.name).join(', ')}`);
  process.exit(2);
}

if (!hasDebian()) {
  const command = ['npm run data', ...(values.check || positionals.length > 0 ? ['--'] : [])];
  if (values.check) command.push('--check');
  command.push(...positionals);
  console.error(`The tables are made from Debian's packages, and here is no apt-get. In a container it is:

  docker run --rm -v "$PWD":/w -w /w node:24-trixie ${command.join(' ')}
`);
  console.log('0 passed, 1 failed');
  process.exit(2);
}

const debian = openDebian(join(project, '.cache'));
const isChosen = (name: string) => positionals.length === 0 || positionals.includes(name);
const jobs = tables
  .filter((table) => isChosen(table.name))
  .map((table) => ({
    name: table.name,
    run: () => (values.check ? checkTable(table, data, debian) : writeTable(table, data, debian)),
  }));
if (values.check && positionals.length === 0) {
  jobs.push(...QUOTED.map((file) => ({ name: file, run: () => checkQuoted(file, data) })));
}

const outcomes = jobs.map(({ name, run }) => {
  const { outcome, lines } = attempt(name, run);
  for (const line of lines) console.log(line);
  return outcome;
});
const count = (wanted: Result['outcome']) => outcomes.filter((outcome) => outcome === wanted).length;
if (count('not compared') > 0) {
  console.log(`${count('not compared')} not compared: the archive no longer has the versions of their stamps`);
}
console.log(`${count('passed')} passed, ${count('failed')} failed`);
process.exitCode = count('failed') > 0 ? 1 : 0;

function attempt(name: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    return { outcome: 'failed', lines: [`✕ ${name}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}
