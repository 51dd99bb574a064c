import { existsSync } from 'node:fs';
import { findChromium } from '../../src/tools/browsers/findChromium.ts';
import { rootBuild } from './builds.ts';

/** Before the tests: there must be a build, and a Chromium. */
export default function prepare(): void {
  if (!existsSync(rootBuild)) throw new Error('There is no build to test. Type: npm run build');
  findChromium();
}
