import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { property } from './stamp.ts';
import type { Result } from './writeTable.ts';

/** Files under content/data/ that quote a source outside Debian. No package gives them; their stamp's SHA-256 holds them as they were. */
export const QUOTED: readonly string[] = ['profiles/talk-2016.json.txt'];

/** Compares a quoted file with the hash in its stamp. */
export function checkQuoted(file: string, data: string): Result {
  const stamp: unknown = JSON.parse(readFileSync(join(data, `${file}.stamp.json`), 'utf8'));
  const found = createHash('sha256')
    .update(readFileSync(join(data, file)))
    .digest('hex');
  const expected = property(property(stamp, 'stamp'), 'sha256');
  if (found === expected) return { outcome: 'passed', lines: [`✓ ${file}: as quoted`] };
  return {
    outcome: 'failed',
    lines: [
      `✕ content/data/${file} is not the text that was quoted: its SHA-256 is ${found}, its stamp says ${String(expected)}`,
    ],
  };
}
