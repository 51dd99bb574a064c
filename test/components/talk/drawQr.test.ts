import { expect, it } from 'vitest';
import { scannedAddress } from '../../../src/components/talk/drawQr.ts';

it.each([
  ['/talk/', 'https://example.org', 'http://localhost:4321', 'https://example.org/talk/'],
  ['/deep/play/uid-map/#id=33', undefined, 'http://localhost:4321', 'http://localhost:4321/deep/play/uid-map/#id=33'],
])('%s of a build for %s, served by %s, is scanned as %s', (path, known, here, address) =>
  expect(scannedAddress(path, known, here)).toBe(address),
);
