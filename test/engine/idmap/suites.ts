import { existsSync, readFileSync } from 'node:fs';
import { applySuiteDifference, type Recording } from '../../oracle/runner/suiteDifference.ts';

/** Debian's other suites, whose answers are stored as what differs from trixie's. */
export const SUITES = ['bullseye', 'bookworm', 'sid', 'experimental'] as const;

/** The recordings of `name` in the other suites, whole; a suite that has none of it is left out. */
export function suiteRecordings(name: string): { suite: string; recording: Recording }[] {
  const read = (folder: string): Recording => JSON.parse(readFileSync(pathOf(folder, name), 'utf8'));
  return SUITES.filter((suite) => existsSync(pathOf(`${suite}/idmap`, name))).map((suite) => ({
    suite,
    recording: applySuiteDifference(read('idmap'), read(`${suite}/idmap`)),
  }));
}

function pathOf(folder: string, name: string): URL {
  return new URL(`../../oracle/recordings/${folder}/${name}.json`, import.meta.url);
}

/** The release of a Debian package: "1:4.13+dfsg1-1+deb12u2" is 4.13. */
export function releaseOf(version: unknown): string {
  return String(version)
    .replace(/^\d+:/, '')
    .replace(/[-+~].*$/, '');
}
