import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Need, needKey, type Package, readStamp, type Stamped, suiteOf, type Table } from './kernelHeaders.ts';
import { archiveOf, type Debian, makeTexts, newestName, type Result } from './quoted.ts';

/**
 * Compares a table's files under `data` with what the packages of its stamp give. A newer package is only told; so is a version, or a whole suite, that
 * can't be had any more, and the table speaks for itself.
 */
export function checkTable(table: Table, data: string, debian: Debian): Result {
  const stampFile = table.files[0] ?? '';
  const missing = table.files.filter((file) => !existsSync(join(data, file)));
  if (missing.length > 0)
    return failed(`${missing.map(path).join(', ')}: no such file; \`npm run data -- ${table.name}\` makes it`);
  const stamp = readStamp(readFileSync(join(data, stampFile), 'utf8'));
  if (stamp === undefined) return failed(`${path(stampFile)}: no stamp that names packages and versions`);

  const lines: string[] = [];
  const packages = new Map<string, Package>();
  for (const need of table.needs) {
    const named = stamp.packages.find((entry) => fits(need, entry));
    if (named === undefined) return failed(`${path(stampFile)}: its stamp names no ${needKey(need)}`);
    const archive = archiveOf(need, debian);
    const suite = suiteOf(need);
    const where = suite === undefined ? '' : ` in ${suite}`;
    const today = newestName(need, debian);
    const candidate = today === undefined ? undefined : archive.candidate(today);
    if (candidate !== undefined && archive.isNewer(candidate, named.version)) {
      lines.push(
        `  warning: a newer ${today} is there${where}, ${candidate}; the table was made from ${named.version}`,
      );
    }
    const found = archive.fetch(named.package, named.version);
    if (found === undefined && candidate === undefined && suite === undefined) {
      return failed(`apt knows no package ${named.package} of any version; as root, try \`apt-get update\``);
    }
    if (found === undefined) {
      const reason =
        candidate === undefined
          ? `no ${named.package} can be had from ${suite} here`
          : `${suite ?? 'the archive'} no longer has ${named.package} ${named.version}; \`npm run data -- ${table.name}\` moves it to today’s`;
      lines.unshift(`? ${table.name}: could not be compared: ${reason}`);
      return { outcome: 'not compared', lines };
    }
    packages.set(needKey(need), found);
  }

  for (const [file, expected] of makeTexts(table, packages)) {
    const difference = firstDifference(readFileSync(join(data, file), 'utf8'), expected);
    if (difference === undefined) continue;
    return failed(
      `${path(file)}:${difference.line} differs from what its packages give`,
      `    found:    ${shown(difference.found)}`,
      `    expected: ${shown(difference.expected)}`,
    );
  }
  lines.unshift(`✓ ${table.name}: ${table.files.join(', ')}`);
  return { outcome: 'passed', lines };

  function failed(message: string, ...more: string[]): Result {
    return { outcome: 'failed', lines: [`✕ ${table.name}: ${message}`, ...more] };
  }
}

const path = (file: string) => `content/data/${file}`;

function shown(line: string | undefined): string {
  return line === undefined ? '(the file ends)' : line.trim() || '(empty line)';
}

function fits(need: Need, entry: Stamped): boolean {
  if (suiteOf(need) !== entry.suite) return false;
  if (typeof need === 'string') return need === entry.package;
  return 'package' in need ? need.package === entry.package : need.pattern.test(entry.package);
}

/** The first line in which two texts differ, from 1, with both sides; undefined where they are the same. A missing line is undefined. */
export function firstDifference(
  found: string,
  expected: string,
): { line: number; found: string | undefined; expected: string | undefined } | undefined {
  if (found === expected) return undefined;
  const left = found.split('\n');
  const right = expected.split('\n');
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    if (left[at] !== right[at]) return { line: at + 1, found: left[at], expected: right[at] };
  }
  return undefined;
}
