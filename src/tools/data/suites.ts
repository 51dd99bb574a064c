import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's suites that a table may take a package from, oldest first. sid and experimental move: what they have today, they may lack tomorrow. */
export const SUITES = ['bullseye', 'bookworm', 'trixie', 'sid', 'experimental'] as const;

export type Suite = (typeof SUITES)[number];

export const isSuite = (value: unknown): value is Suite => SUITES.some((suite) => suite === value);

/**
 * Options with which apt-get and apt-cache see this suite alone and leave the system's own lists as they are (apt.conf(5)). Its lists, sources and an
 * empty status file are in `folder`, so that what the machine has installed is no candidate; mirror and keyring are those of the machine's own source of
 * Debian; where it has none, they show no package at all. Valid-Until isn't asked, because a mirror's copy of sid may be older than that.
 */
export function suiteOptions(suite: Suite, folder: string): readonly string[] {
  for (const name of ['lists/partial', 'cache/archives/partial', 'empty']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const source = debianSource();
  writeFileSync(join(folder, 'sources.list'), source === undefined ? '' : `deb ${source} ${suite} main\n`);
  writeFileSync(join(folder, 'status'), '');
  const settings = {
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': join(folder, 'empty'),
    'Dir::Etc::preferences': join(folder, 'empty', 'preferences'),
    'Dir::Etc::preferencesparts': join(folder, 'empty'),
    'Acquire::Check-Valid-Until': 'false',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * The mirror of the machine's own apt that has Debian's releases (not their security updates), with the keyring that it is signed by, as sources.list(5)
 * has them; undefined where there is none.
 */
function debianSource(): string | undefined {
  const targets = execFileSync(
    'apt-get',
    ['indextargets', '--format', '$(ORIGIN)|$(RELEASE)|$(REPO_URI)|$(SIGNED_BY)', 'Created-By: Packages'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  for (const target of targets.split('\n')) {
    const [origin, release = '', mirror, keyring = ''] = target.split('|');
    if (origin !== 'Debian' || release.includes('-') || mirror === undefined) continue;
    return keyring.startsWith('/') ? `[signed-by=${keyring}] ${mirror}` : mirror;
  }
  return undefined;
}
