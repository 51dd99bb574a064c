import { expect, test } from 'vitest';
import { builtInRelease, DOCKER_RELEASES, dockerRelease } from '../../../src/instrument/presets/dockerReleases.ts';

test.each<[release: string, preset: string | undefined]>([
  ['1.11.1', '1.11.0'],
  ['1.11.2', '1.11'],
  ['17.10.0', '17.09'],
  ['18.09.7', '18.09'],
  ['20.10.3', '20.10.0'],
  ['20.10.5', '20.10.4'],
  ['20.10.22', '20.10.22'],
  ['20.10.23', '20.10.18'],
  ['20.10.27', '20.10'],
  ['23.0.1', '23.0.0'],
  ['23.0.8', '24.0'],
  ['23.0.15', '23.0'],
  ['24.0.2', '23.0.0'],
  ['24.0.9', '24.0'],
  ['25.0.1', '25.0.0'],
  ['26.1.3', '26.1'],
  ['28.1.1', '26.1'],
  ['28.2.0', '28.2'],
  ['29.4.1', '28.2'],
  ['29.4.2', '29.4.2'],
  ['29.8.2', '29.4'],
  ['29.9.0', '29.9.0'],
  ['29.9.1', undefined],
  ['29.10.1', undefined],
  ['', undefined],
])('Docker %j: %s', (release, preset) => expect(dockerRelease(release)?.name).toBe(preset));

test('the release that a preset was taken from has it', () => {
  const others = DOCKER_RELEASES.filter(({ name, release }) => dockerRelease(release)?.name !== name);
  expect(others).toEqual([]);
});

test('one that is newer than all that are known counts as the newest', () => {
  expect(['30.1.0', '29.9.1', '1.10.3'].map((release) => builtInRelease(release)?.name)).toEqual([
    '29.9.0',
    '29.9.0',
    undefined,
  ]);
});
