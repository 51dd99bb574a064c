import { expect, it } from 'vitest';
import published from '../../content/data/published-addresses.json' with { type: 'json' };
import { builtPages } from '../../src/tools/build/headersFile.ts';
import { lostAddresses } from '../../src/tools/links/publishedAddresses.ts';
import { rootBuild } from './builds.ts';

it('every address that was ever published still answers', async () =>
  expect(lostAddresses(published, await builtPages(rootBuild))).toEqual([]));
