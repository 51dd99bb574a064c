import { execFileSync } from 'node:child_process';
import { subPath, subPathBuild } from '../browser/builds.ts';
import prepare from '../browser/prepare.ts';

/** Before the tests: there must be a build to compare with and a Chromium, and the site is built once more as it stands under a sub-path. */
export default function setup(): void {
  prepare();
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
