import { expect, it } from 'vitest';
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { brokenLinks } from '../../src/tools/links/brokenLinks.ts';
import { rootBuild } from './builds.ts';

it('every internal link and anchor resolves', async () =>
  expect(brokenLinks(rootBuild, await builtPages(rootBuild), '')).toEqual([]));
