import { expect, test } from 'vitest';
import { dockerPreset } from '../../../src/instrument/presets/dockerPreset.ts';
import { DOCKER_RELEASES } from '../../../src/instrument/presets/dockerReleases.ts';

test.each<[release: string, preset: string | undefined]>([
  ['1.11.1', 'docker-1.11.0'],
  ['1.11.2', 'docker-1.11'],
  ['17.10.0', 'docker-17.09'],
  ['18.09.7', 'docker-18.09'],
  ['20.10.3', 'docker-20.10.0'],
  ['20.10.5', 'docker-20.10.4'],
  ['20.10.22', 'docker-20.10.22'],
  ['20.10.23', 'docker-20.10.18'],
  ['20.10.27', 'docker-20.10'],
  ['23.0.1', 'docker-23.0.0'],
  ['23.0.8', 'docker-24.0'],
  ['23.0.15', 'docker-23.0'],
  ['24.0.2', 'docker-23.0.0'],
  ['24.0.9', 'docker-24.0'],
  ['25.0.1', 'docker-25.0.0'],
  ['26.1.3', 'docker-26.1'],
  ['28.1.1', 'docker-26.1'],
  ['28.2.0', 'docker-28.2'],
  ['29.4.1', 'docker-28.2'],
  ['29.4.2', 'docker-29.4.2'],
  ['29.8.2', 'docker-29.4'],
  ['29.9.0', 'docker-29.9.0'],
  ['29.9.1', undefined],
  ['29.10.1', undefined],
  ['', undefined],
])('Docker %j: %s', (release, preset) => expect(dockerPreset(release)?.id).toBe(preset));

test('the release that a preset was taken from has it', () => {
  const others = DOCKER_RELEASES.filter(({ name, state }) => dockerPreset(state)?.id !== `docker-${name}`);
  expect(others).toEqual([]);
});
