import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Debian } from './debian.ts';
import { stampOf } from './stamp.ts';
import { type Need, needKey, type Package, suiteOf, type Table } from './Table.ts';

export interface Result {
  outcome: 'passed' | 'failed' | 'not compared';
  lines: string[];
}

/** Makes a table from the newest packages and writes its files under the folder `data`. */
export function writeTable(table: Table, data: string, debian: Debian): Result {
  const packages = new Map(table.needs.map((need) => [needKey(need), newest(need, debian)]));
  const texts = makeTexts(table, packages);
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(data, file)), { recursive: true });
    writeFileSync(join(data, file), text);
  }
  const from = [...packages].map(([key, entry]) => `${entry.suite ? key : entry.package} ${entry.version}`).join(', ');
  return { outcome: 'passed', lines: [`✓ ${table.name}: ${table.files.join(', ')} from ${from}`] };
}

/** The text of each of a table's files, by name. */
export function makeTexts(table: Table, packages: ReadonlyMap<string, Package>): [file: string, text: string][] {
  const given = (need: Need) => {
    const found = packages.get(needKey(need));
    if (found !== undefined) return found;
    throw new Error(`the table ${table.name} asks for ${needKey(need)}, which is not among its needs`);
  };
  const stamp = stampOf(table.name, table.needs.map(given));
  const texts = table.make(given, stamp);
  return table.files.map((file, at) => {
    const text = texts[at];
    if (text === undefined) throw new Error(`the table ${table.name} makes no ${file}`);
    return [file, text];
  });
}

/** The part of the archive that a need is looked for in: that of its suite, or the machine's own. */
export function archiveOf(need: Need, debian: Debian): Debian {
  const suite = suiteOf(need);
  return suite === undefined ? debian : debian.inSuite(suite);
}

/** The name of the package that fulfils a need today; undefined where apt knows none. */
export function newestName(need: Need, debian: Debian): string | undefined {
  if (typeof need === 'string') return need;
  if ('package' in need) return need.package;
  return archiveOf(need, debian).dependency(need.metapackage.replace('ARCH', debian.architecture), need.pattern);
}

function newest(need: Need, debian: Debian): Package {
  const archive = archiveOf(need, debian);
  const name = newestName(need, debian);
  const version = name === undefined ? undefined : archive.candidate(name);
  const found = name === undefined || version === undefined ? undefined : archive.fetch(name, version);
  if (found === undefined) throw new Error(`apt knows no package ${needKey(need)}; as root, try \`apt-get update\``);
  return found;
}
