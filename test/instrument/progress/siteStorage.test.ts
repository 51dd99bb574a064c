import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keptId, newestKey } from '../../../src/instrument/address/tabStore.ts';
import { KEPT_THINGS } from '../../../src/instrument/progress/readProgressFile.ts';

const whose = (where: string, key: string) =>
  KEPT_THINGS.find((thing) => thing.where === where && thing.has(key))?.id ?? 'nobody';

test.each([
  ['localStorage', 'theme', 'theme'],
  ['sessionStorage', 'early', 'texts'],
  ['sessionStorage', 'kept lx3k', 'texts'],
  ['sessionStorage', newestKey('/play/ask/'), 'texts'],
  ['localStorage', 'progress', 'nobody'],
  ['localStorage', 'somebody else’s', 'nobody'],
  ['sessionStorage', 'theme', 'nobody'],
])('%s, “%s”: %s', (where, key, expected) => expect(whose(where, key)).toBe(expected));

test('an address that stands for a kept text has its name', () => expect(keptId('#kept=lx3k')).toBe('lx3k'));

test('only these files keep something: what they keep is listed on the page of progress', () => {
  const keeping = globSync('src/**/*.{ts,tsx,astro}').filter((file) =>
    /(?:local|session)Storage\b|indexedDB|document\.cookie|cookieStore|\bcaches\b/.test(readFileSync(file, 'utf8')),
  );
  expect(keeping.sort()).toEqual([
    'src/components/header/themeSwitch.ts',
    'src/components/offline/keepOffline.ts',
    'src/instrument/address/tabStore.ts',
    'src/instrument/progress/progressStore.ts',
    'src/instrument/progress/readProgressFile.ts',
    'src/offline/cacheNames.ts',
    'src/offline/worker/SiteStore.ts',
    'src/offline/worker/sw.ts',
    'src/site/inlineScripts.ts',
    'src/site/wake/earlyValues.ts',
  ]);
});
