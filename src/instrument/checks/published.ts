import { createHash } from 'node:crypto';
import manifest from '../../../cli/package.json' with { type: 'json' };
import text from '../../../cli/waterline.js?raw';
import type { Program } from './completeCheck.ts';

/** The command as this build serves it, at `/waterline.js`. Read while the site is built; no script of a page has it. */
export const PUBLISHED = {
  text,
  version: manifest.version,
  bytes: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
};

/** The same for a page of the site: `base` is the site's, with or without a slash at its end. */
export const servedProgram = (base: string): Program => ({
  href: `${base.replace(/\/$/, '')}/waterline.js`,
  sha256: PUBLISHED.sha256,
});
