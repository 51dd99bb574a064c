// Prints the profile that the site makes of a trace: what record_programs.py starts the traced program under. It reads lines of strace -e raw=all.
import { readFileSync } from 'node:fs';
import { make } from '../../../src/engine/fit/index.ts';
import { DOCKER_CAPABILITIES } from '../../../src/engine/linux/index.ts';
import { rawCall } from './rawCall.ts';

const calls = readFileSync(0, 'utf8')
  .split('\n')
  .flatMap((line) => rawCall(line) ?? []);
const { text, refusals } = make(calls, {
  arch: 'SCMP_ARCH_X86_64',
  kernel: process.argv[2] ?? '',
  capabilities: DOCKER_CAPABILITIES,
  runtime: 'runc',
});
for (const { message } of refusals) console.error(message);
process.stdout.write(text);
