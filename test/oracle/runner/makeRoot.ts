import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { debianMirror } from '../../../src/tools/guest/debianMirror.ts';
import { install } from './packages.ts';
import { packagesOf, type Suite } from './suites.ts';

const ROOTS = '/var/tmp/below-the-waterline/roots';
const MMDEBSTRAP = '/usr/bin/mmdebstrap';

/** A folder with a root of the suite, or why there is none. */
export type Root = { folder: string } | { problem: string };

/**
 * A root of one of Debian's suites, with what its recorders need; made by mmdebstrap from the mirror that this machine's apt uses. It is kept for
 * the next time, by the packages in it; `anew` makes it again, with the packages of today.
 */
export function makeRoot(name: string, suite: Suite, anew: boolean): Root {
  const packages = packagesOf(suite);
  const folder = join(ROOTS, `${name}-${hashOf([...suite.sources, ...suite.pinned, ...packages])}`);
  if (existsSync(folder) && !anew) return { folder };
  const unfinished = `${folder}.unfinished`;
  try {
    if (!existsSync(MMDEBSTRAP)) install(['mmdebstrap', 'debian-archive-keyring']);
    const mirror = debianMirror();
    for (const old of [folder, unfinished]) rmSync(old, { recursive: true, force: true });
    mkdirSync(ROOTS, { recursive: true });
    console.log(`\nmmdebstrap ${name}: ${packages.join(' ')}`);
    execFileSync(MMDEBSTRAP, argumentsFor(suite, packages, mirror, unfinished), { stdio: ['ignore', 'pipe', 'pipe'] });
    renameSync(unfinished, folder);
    return { folder };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    return { problem: lastWord(error) };
  }
}

function hashOf(words: readonly string[]): string {
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 12);
}

function argumentsFor(suite: Suite, packages: readonly string[], mirror: string, folder: string): string[] {
  const [first = ''] = suite.sources;
  const last = suite.sources.at(-1);
  const pin = `Package: ${suite.pinned.join(' ')}\\nPin: release a=${last}\\nPin-Priority: 990\\n`;
  return [
    ...['--mode=root', '--variant=apt', '--skip=check/qemu'],
    // A mirror's copy of a suite that nobody renews is past its date.
    '--aptopt=Acquire::Check-Valid-Until "false"',
    ...(suite.pinned.length > 0 ? [`--setup-hook=printf '${pin}' > "$1/etc/apt/preferences.d/pinned"`] : []),
    `--include=${packages.join(',')}`,
    ...[first, folder, ...suite.sources.map((source) => `deb ${mirror} ${source} main`)],
  ];
}

/** The last line of what a program complained of. */
function lastWord(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr ?? '') : '';
  const last = said
    .trim()
    .split('\n')
    .findLast((line) => /^E: |error|failed/i.test(line));
  return last ?? (error instanceof Error ? error.message.split('\n')[0] : undefined) ?? 'unknown';
}
