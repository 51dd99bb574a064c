import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { programLines } from '../../../src/instrument/checks/completeCheck.ts';

const SERVED = 'echo it ran\n';
const sha256 = createHash('sha256').update(SERVED).digest('hex');
const ADDRESS = 'https://example.org/deep/waterline.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waterline-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('as they are copied', () => {
  expect(programLines({ href: ADDRESS, sha256: 'ab12' }, 'node waterline.js --version')).toBe(
    `[ -e waterline.js ] || curl -fsSLo waterline.js ${ADDRESS} &&
  echo 'ab12  waterline.js' | sha256sum -c - &&
  node waterline.js --version`,
  );
  expect(programLines({ href: "https://example.org/it's/waterline.js", sha256: 'ab12' }, 'true')).toContain(
    ` 'https://example.org/it'\\''s/waterline.js' &&`,
  );
});

test.each<[words: string, there: string | undefined, served: string | undefined, runs: boolean, file: string]>([
  ['no file is there', undefined, SERVED, true, SERVED],
  ['the file is there, and the network is not', SERVED, undefined, true, SERVED],
  ['another file of that name is there', 'mine', SERVED, false, 'mine'],
  ['the site serves another version by now', undefined, 'newer', false, 'newer'],
  ['the download fails', undefined, undefined, false, ''],
])('where %s', async (_, there, served, runs, file) => {
  await mkdir(join(folder, 'bin'));
  const fetched = served === undefined ? 'exit 22' : `[ "$3" = ${ADDRESS} ] && printf '%s' '${served}' > "$2"`;
  await writeFile(join(folder, 'bin/curl'), `#!/bin/sh\n${fetched}\n`, { mode: 0o755 });
  if (there !== undefined) await writeFile(join(folder, 'waterline.js'), there);
  const lines = programLines({ href: ADDRESS, sha256 }, 'sh waterline.js');
  const options = { cwd: folder, env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` } };
  const ran = await promisify(execFile)('sh', ['-c', lines], options).then(
    ({ stdout }) => stdout.endsWith('it ran\n'),
    () => false,
  );
  expect([ran, await readFile(join(folder, 'waterline.js'), 'utf8').catch(() => '')]).toEqual([runs, file]);
});
