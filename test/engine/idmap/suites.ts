import { keptFiles, readRecording } from '../../oracle/runner/keptRecordings.ts';
import type { Recording } from '../../oracle/runner/recordedDifferences.ts';
import { SUITES } from '../../oracle/runner/suites.ts';

/** The recordings of `name` (`newuidmap`) in the other suites, whole; a suite that has none of it is left out. */
export function suiteRecordings(name: string): { suite: string; recording: Recording }[] {
  const file = `idmap/${name}.json`;
  return Object.keys(SUITES)
    .filter((suite) => keptFiles(suite).includes(file))
    .map((suite) => ({ suite, recording: readRecording(suite, file) }));
}

/** The release of a Debian package: "1:4.13+dfsg1-1+deb12u2" is 4.13. */
export function releaseOf(version: unknown): string {
  return String(version)
    .replace(/^\d+:/, '')
    .replace(/[-+~].*$/, '');
}
