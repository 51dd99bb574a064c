import { createHash } from 'node:crypto';

/** The hash by which a strict Content-Security-Policy lets this inline script or style in. */
export function hashOf(text: string): `sha256-${string}` {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
