import { expect, it } from 'vitest';
import { treatmentOf } from '../../src/offline/cacheNames.ts';

const SCOPE = 'https://example.org/deep/';
const KNOWN = ['', 'learn/iceberg/', '404.html', '_astro/view.a1.js', 'pagefind/pagefind.js', 'licenses.txt'];

const treated = (path: string, { method = 'GET', isNavigation = false } = {}) => {
  const url = new URL(path, SCOPE).href;
  const isKnown = KNOWN.includes(url.slice(SCOPE.length).replace(/[?#].*$/, ''));
  return treatmentOf({ method, url, scope: SCOPE, isNavigation, isKnown });
};

it.each([
  // A tab goes there: of the network, else what is kept, else the page that says that it is not.
  ['', 'page', { isNavigation: true }],
  ['learn/iceberg/', 'page', { isNavigation: true }],
  ['learn/iceberg/?from=slide#hole', 'page', { isNavigation: true }],
  ['no/such/page/', 'page', { isNavigation: true }],
  // A script reads the page.
  ['learn/iceberg/', 'page', {}],
  // The hash is in the name, whatever build it is of.
  ['_astro/view.a1.js', 'asset', {}],
  ['_astro/view.of-another-build.js', 'asset', {}],
  ['_astro/view.a1.js?again', 'asset', {}],
  // The same name in every build.
  ['pagefind/pagefind.js', 'file', {}],
  ['licenses.txt', 'file', { isNavigation: true }],
  // Not ours, or not to be kept.
  ['robots.txt', 'network', {}],
  ['no/such/page/', 'network', {}],
  ['learn/iceberg/', 'network', { method: 'HEAD' }],
  ['learn/iceberg/', 'network', { method: 'POST', isNavigation: true }],
  ['https://example.org/another-site/', 'network', { isNavigation: true }],
  ['https://example.com/deep/learn/iceberg/', 'network', {}],
] as const)('%j: %s %j', (path, treatment, facts) => expect(treated(path, facts)).toBe(treatment));
