import type { Versions } from '../../../src/engine/seccomp/index.ts';
import { keptFiles, readRecording } from '../../oracle/runner/keptRecordings.ts';
import { OWN_SUITE, SUITES } from '../../oracle/runner/suites.ts';

/** A recording of one generation of the real things. */
export interface SuiteRecording<Shape> {
  suite: string;
  recording: Shape;
  /** Of the programs that were asked: as Debian names them, "libseccomp2 2.5.1-1+deb11u1". */
  packages: string;
  /** What a target needs to be answered by these; none for the suite that links began with. */
  versions: { versions?: Versions };
}

/** The recording of `name` (`random`) in every suite that has one, whole, the machine's own suite first. */
export function suiteRecordings<Shape extends object>(name: string): SuiteRecording<Shape>[] {
  const file = `seccomp/${name}.json`;
  return [OWN_SUITE, ...Object.keys(SUITES)]
    .filter((suite) => keptFiles(suite).includes(file))
    .map((suite) => {
      const recording = readRecording(suite, file);
      const header = Object.entries({ ...recording, ...stampOf(recording.stamp) });
      const packages = header.filter(([key, value]) => PARTS[key] !== undefined && typeof value === 'string');
      const releases = packages.map(([key, version]) => [PARTS[key], releaseOf(String(version))]);
      return {
        suite,
        recording: recording as Shape,
        packages: packages.map((each) => each.join(' ')).join(', '),
        versions: suite === OWN_SUITE ? {} : { versions: Object.fromEntries(releases) },
      };
    });
}

const PARTS: Readonly<Record<string, keyof Versions>> = {
  runc: 'runtime',
  crun: 'runtime',
  libseccomp2: 'libseccomp',
  'docker.io': 'engine',
  podman: 'engine',
};

/** A stamp names its packages by key, or its one package and its version. */
function stampOf(stamp: unknown): object {
  if (typeof stamp !== 'object' || stamp === null) return {};
  return 'package' in stamp && 'version' in stamp ? { [String(stamp.package)]: stamp.version } : stamp;
}

/** "1:1.0.0~rc93+ds1-5+deb11u5" is 1.0.0-rc93. */
function releaseOf(version: string): string {
  return version
    .replace(/^\d+:/, '')
    .replace(/[+-].*$/, '')
    .replace(/~(?!rc).*$/, '')
    .replace('~', '-');
}
