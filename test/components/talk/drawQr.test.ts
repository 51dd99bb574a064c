import { expect, it } from 'vitest';
import { questionOf, scannedAddress, toldAddress } from '../../../src/components/talk/drawQr.ts';

it.each([
  ['/talk/', 'https://example.org', 'http://localhost:4321', 'https://example.org/talk/'],
  ['/deep/play/uid-map/#id=33', undefined, 'http://localhost:4321', 'http://localhost:4321/deep/play/uid-map/#id=33'],
])('%s of a build for %s, served by %s, is scanned as %s', (path, known, here, address) =>
  expect(scannedAddress(path, known, here)).toBe(address),
);

it.each([
  ['https://example.org/play/uid-map/#id=33', 'example.org/play/uid-map/#id=33'],
  ['http://localhost:4321/talk/', 'localhost:4321/talk/'],
  [`https://example.org/talk/own/#links=${'%5B'.repeat(30)}`, 'example.org/talk/own/#…'],
  [`https://example.org/${'a'.repeat(80)}/`, `example.org/${'a'.repeat(80)}/`],
])('%s is told as %s', (address, told) => expect(toldAddress(address)).toBe(told));

it.each([
  ['/play/filter/#call=clone3&step=4', '/play/filter/#call=clone3'],
  ['/play/filter/#step=4&call=clone3', '/play/filter/#call=clone3'],
  ['/play/compare/#at=docker-29.4', '/play/compare/'],
  ['/play/uid-map/#format=x&that=3', '/play/uid-map/#format=x&that=3'],
])('%s asks %s', (path, question) => expect(questionOf(path)).toBe(question));
