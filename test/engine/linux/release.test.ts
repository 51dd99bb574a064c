import { expect, test } from 'vitest';
import { compareReleases, isSince } from '../../../src/engine/linux/index.ts';

test.each([
  ['2.6.0', '2.6.0', true],
  ['2.6', '2.6.0', true],
  ['2.5.4', '2.6.0', false],
  ['2.10.0', '2.9.9', true],
  ['1.0.0-rc93', '1.0.0', false],
  ['1.0.0-rc93', '1.0.0-rc9', true],
  ['1.0.0-rc93', '1.0.0-rc95', false],
  ['1.0.0~rc93+ds1-5', '1.0.0-rc92', true],
  ['7.3-rc6', '7.3', false],
  ['7.3', '7.3-rc6', true],
  ['28.5.2+dfsg1', '28.5.2', true],
  ['v29.4.3', '29.4.2', true],
  ['5.10.0-32-amd64', '5.10', true],
  ['newest', '0', true],
  ['newest', '0.1', false],
])('%s is %s or newer: %s', (release, since, is) => {
  expect([isSince(release, since), Math.sign(compareReleases(since, release)) <= 0]).toEqual([is, is]);
});
