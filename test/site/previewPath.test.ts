import { expect, it } from 'vitest';
import { previewPath } from '../../src/site/previewPath.ts';

it.each([
  ['/', '/og/index.png'],
  ['/learn/', '/og/learn.png'],
  ['/learn/iceberg/', '/og/learn/iceberg.png'],
])('%s is shown by %s', (path, picture) => expect(previewPath(path)).toBe(picture));
