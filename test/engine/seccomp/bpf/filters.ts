import { readFileSync } from 'node:fs';
import { readArch } from '../../../../src/engine/linux/index.ts';
import type { Wish } from '../../../../src/engine/seccomp/bpf/blocks.ts';
import {
  compile,
  DOCKER_CAPABILITIES,
  type Filter,
  type Program,
  parseProfile,
  profileAt,
  type Runtime,
  resolve,
  type Target,
} from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';

const data = (name: string) =>
  readFileSync(new URL(`../../../../content/data/profiles/${name}`, import.meta.url), 'utf8');

/** The text of a bundled profile, `podman-5.4`, or of Docker's default of a state of the table, `docker-29.4.3`. */
export function textOfProfile(name: string): string {
  if (name === 'docker-26.1.5' || !name.startsWith('docker-'))
    return data(name === 'talk-2016' ? 'talk-2016.json.txt' : `${name}.json`);
  return profileAt(data('docker-26.1.5.json'), JSON.parse(data('docker-changes.json')), name.slice('docker-'.length));
}

/** A text's filter for a container on x86_64 with Docker's capabilities, unless the target says otherwise. */
export function filterOfText(text: string, target: Partial<Target> = {}): Filter {
  const profile = parseProfile(text).value;
  const usual = { ...TARGET, capabilities: DOCKER_CAPABILITIES, runtime: 'libseccomp' } as const;
  const filter = profile && resolve(profile, { ...usual, ...target }).value;
  if (filter === undefined) throw new Error(`no filter: ${text.slice(0, 80)}`);
  return filter;
}

/** A bundled profile's filter for x86_64 alone ("alone"), for what the profile names ("all") or for another architecture. */
export function filterOfProfile(name: string, on: string, runtime: Runtime = 'libseccomp'): Filter {
  const text = textOfProfile(name);
  const alone = { ...JSON.parse(text), archMap: undefined, architectures: undefined };
  const arch = readArch(on) ?? 'SCMP_ARCH_X86_64';
  return filterOfText(on === 'alone' ? JSON.stringify(alone) : text, { arch, runtime });
}

export function programOf(filter: Filter, wish?: Wish): Program {
  const { value, diagnostics } = compile(filter, wish);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}
