// Prints our programs for Docker's default, in hexadecimal bytes by name, and the calls to ask about: what record_loaded.py loads into the kernel.
import { readFileSync } from 'node:fs';
import { compile, encode } from '../../../src/engine/seccomp/bpf/index.ts';
import { DOCKER_CAPABILITIES, parseProfile, profileAt, resolve } from '../../../src/engine/seccomp/index.ts';

const data = (name: string) => readFileSync(new URL(`../../../content/data/profiles/${name}`, import.meta.url), 'utf8');
const text = profileAt(data('docker-26.1.5.json'), JSON.parse(data('docker-changes.json')), '29.4.3');
const alone = JSON.stringify({ ...JSON.parse(text), archMap: undefined });

const WISHES = [undefined, 'size', 'steps'] as const;

const programs = Object.entries({ alone, all: text }).flatMap(([on, profile]) => {
  const parsed = parseProfile(profile).value;
  const target = {
    arch: 'SCMP_ARCH_X86_64',
    kernel: '6.12',
    capabilities: DOCKER_CAPABILITIES,
    runtime: 'libseccomp',
  } as const;
  const filter = parsed && resolve(parsed, target).value;
  return WISHES.flatMap((wish) => {
    const program = filter && compile(filter, { ...(wish && { for: wish }) }).value;
    return program ? [[`${on} ${wish ?? 'both'}`, Buffer.from(encode(program)).toString('hex')]] : [];
  });
});
process.stdout.write(JSON.stringify(Object.fromEntries(programs)));
