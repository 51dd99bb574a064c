import { existsSync } from 'node:fs';
import { findFirefox, findWebKit } from '../../src/tools/browsers/findChromium.ts';
import { rootBuild } from '../browser/builds.ts';
import { writeWatchedBuild } from './watchedBuild.ts';

/** Before the tests: there must be a build and both browsers; the build is copied with the script that writes complaints down. */
export default async function prepare(): Promise<void> {
  if (!existsSync(rootBuild)) throw new Error('There is no build to test. Type: npm run build');
  findFirefox();
  findWebKit();
  await writeWatchedBuild();
}
