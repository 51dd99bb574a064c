import { expect, test } from 'vitest';
import { DOCKER_RELEASES } from '../../../src/instrument/presets/dockerReleases.ts';
import { isDockerDefault } from '../../../src/instrument/presets/isDockerDefault.ts';

test.each([
  ['20.10.5', '20.10.4'],
  ['20.10.22', '20.10.22'],
  ['20.10.24', '20.10.18'],
  ['23.0.6', '23.0.0'],
  ['23.0.8', '24.0'],
  ['23.0.15', '23.0'],
  ['24.0.0', '23.0.0'],
  ['24.0.9', '24.0'],
  ['25.0.2', '25.0.0'],
  ['26.1.5', '26.1'],
  ['28.1.1', '26.1'],
  ['28.5.2', '28.2'],
  ['29.4.2', '29.4.2'],
  ['29.8.2', '29.4'],
  ['29.9.0', '29.9.0'],
  ['30.1.0', '29.9.0'],
  ['1.11.1', '1.11.0'],
])('Docker %s has the default of %s, and no other', (release, name) => {
  const found = DOCKER_RELEASES.filter((each) => isDockerDefault(`docker-${each.name}`, release));
  expect(found.map((each) => each.name)).toEqual([name]);
});
