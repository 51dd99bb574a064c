// Prints our programs for Docker's default, in hexadecimal bytes by name, and the calls to ask about: what record_loaded.py loads into the kernel.
import { encode } from '../../../src/engine/seccomp/bpf/index.ts';
import { filterOfProfile, programOf } from '../../engine/seccomp/bpf/filters.ts';

const WISHES = [undefined, 'size', 'steps'] as const;

const programs = ['alone', 'all'].flatMap((on) => {
  const filter = filterOfProfile('docker-29.4.3', on);
  return WISHES.map((wish) => {
    const program = programOf(filter, { ...(wish && { for: wish }) });
    return [`${on} ${wish ?? 'both'}`, Buffer.from(encode(program)).toString('hex')];
  });
});
process.stdout.write(JSON.stringify(Object.fromEntries(programs)));
