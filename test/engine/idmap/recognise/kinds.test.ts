import { expect, test } from 'vitest';
import { recognise } from '../../../../src/engine/idmap/index.ts';
import { EXAMPLES } from './kinds.ts';

test.each(Object.entries(EXAMPLES))('%s is recognised', (kind, text) => {
  expect(recognise(text).map((part) => part.kind)).toContain(kind);
});
