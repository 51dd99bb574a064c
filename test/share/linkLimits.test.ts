import { expect, test } from 'vitest';
import { isWithin, LINK_LIMITS, WRITTEN_LIMITS } from '../../src/share/fragment.ts';

test.each([
  [65_536, true, true],
  [65_537, false, true],
  [100_000, false, true],
  [100_001, false, false],
])('a link of %d characters: written %s, read %s', (length, written, read) => {
  const fragment = 'x'.repeat(length);
  expect([isWithin(WRITTEN_LIMITS, fragment, []), isWithin(LINK_LIMITS, fragment, [])]).toEqual([written, read]);
});
