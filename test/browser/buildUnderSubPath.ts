import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../../src/tools/browsers/findChromium.ts';
import { rootBuild, subPath, subPathBuild } from './builds.ts';

/** Before the tests: there must be a build and a Chromium, and the site is built once more as it stands under a sub-path. */
export default function setup(): void {
  if (!existsSync(rootBuild)) throw new Error('There is no build to test. Type: npm run build');
  findChromium();
  execFileSync('npx', ['astro', 'build', '--outDir', subPathBuild], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      // The tests' own is “test”.
      NODE_ENV: 'production',
      BASE_PATH: subPath,
      SITE_URL: 'https://example.org',
      REPO_URL: 'https://example.org/repository',
    },
  });
}
