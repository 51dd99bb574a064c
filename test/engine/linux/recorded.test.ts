import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wasRecorded } from '../../../src/engine/linux/index.ts';
import { suiteRecordings } from '../seccomp/suites.ts';

const { stamp: _, ...recorded }: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../../../content/data/versions/recorded.json', import.meta.url), 'utf8'),
);

/** The releases of these recordings, by the package that their headers name. */
function releasesOf(names: readonly string[], debian: string): string[] {
  const asked = names.flatMap((name) => suiteRecordings(name)).flatMap(({ packages }) => packages.split(', '));
  const versions = asked.filter((each) => each.startsWith(`${debian} `)).map((each) => each.slice(debian.length + 1));
  const releases = versions.map((version) => version.replace(/[+-].*$/, '').replace('~', '-'));
  return [...new Set(releases)].sort();
}

test.each([
  ['docker', ['docker_reading'], 'docker.io'],
  ['podman', ['crun'], 'podman'],
  ['runc', ['probe_runc'], 'runc'],
  ['crun', ['crun', 'probe_crun'], 'crun'],
  ['libseccomp', ['random', 'presets'], 'libseccomp2'],
])('the releases of %s are those of its recordings', (of, names, debian) => {
  expect([...(recorded[of] ?? [])].sort()).toEqual(releasesOf(names, debian));
});

test('a release was recorded, or was not', () => {
  expect(
    ['1.1.15', '1.0.0-rc93', '1.0.0~rc93+ds1-5', '1.1.14', '1.0.0'].map((release) => wasRecorded('runc', release)),
  ).toEqual([true, true, true, false, false]);
});
