import { expect, test } from 'vitest';
import { stampless } from '../../../src/tools/build/withoutStamps.ts';

test.each([
  ['{"stamp": {"madeBy": "npm run data"}, "numbers": {"EPERM": 1}}', '{"numbers":{"EPERM":1}}'],
  ['{"calls": {"stamp": 1}}', '{"calls":{"stamp":1}}'],
])('of %s a page loads %s', (file, loaded) => {
  expect(stampless(file)).toBe(loaded);
});
