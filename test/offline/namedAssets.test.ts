import { expect, it } from 'vitest';
import { importedAssets, namedAssets, stemOf } from '../../src/offline/cacheNames.ts';

const ASSETS = new Set(['view.b2.js', 'client.b2.js', 'page.b2.css', 'font.b2.woff2', 'engine.worker.b2.js']);

it.each([
  ['view.Bx3_k9-a.js', 'view.js'],
  ['engine.worker.CcD0aPYe.js', 'engine.worker.js'],
  ['index.astro_astro_type_script_index_0_lang.DoUy.js', 'index.astro_astro_type_script_index_0_lang.js'],
  ['source-serif-4-latin-wght-normal.DMv.woff2', 'source-serif-4-latin-wght-normal.woff2'],
])('the stem of %s is %s', (name, stem) => expect(stemOf(name)).toBe(stem));

it.each([
  [
    'a page links to it',
    '<link rel="stylesheet" href="/deep/_astro/page.b2.css"><script src="/_astro/client.b2.js"></script>',
    [],
    ['page.b2.css', 'client.b2.js'],
  ],
  ['nobody had loaded it', '<astro-island component-url="/_astro/view.b2.js">', [], []],
  [
    'it was loaded, as another build names it',
    '<astro-island component-url="/_astro/view.b2.js">',
    ['view.js'],
    ['view.b2.js'],
  ],
  [
    'a script imports it',
    'import"./client.b2.js";new URL("engine.worker.b2.js",x)',
    ['engine.worker.js'],
    ['engine.worker.b2.js'],
  ],
  ['the build has no such file', '<script src="/_astro/client.a1.js"></script>', ['client.js'], []],
])('%s', (_, text, loaded, named) => expect(namedAssets(text, ASSETS, new Set(loaded))).toEqual(named));

it('a script’s imports are those that it begins with', () =>
  expect(
    importedAssets('import{a}from"./client.b2.js";import"./load.b2.js";const v=()=>import("./view.b2.js")'),
  ).toEqual(['client.b2.js', 'load.b2.js']));
