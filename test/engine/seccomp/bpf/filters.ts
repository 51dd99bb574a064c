import { readFileSync } from 'node:fs';
import { type Arch, readArch } from '../../../../src/engine/linux/index.ts';
import type { Wish } from '../../../../src/engine/seccomp/bpf/Wish.ts';
import {
  compile,
  DOCKER_CAPABILITIES,
  type Filter,
  type Program,
  parseProfile,
  profileAt,
  type Runtime,
  resolve,
} from '../../../../src/engine/seccomp/index.ts';

const data = (name: string) =>
  readFileSync(new URL(`../../../../content/data/profiles/${name}`, import.meta.url), 'utf8');

/** The text of a bundled profile, `podman-5.4`, or of Docker's default of a state of the table, `docker-29.4.3`. */
export function textOfProfile(name: string): string {
  if (name === 'docker-26.1.5' || !name.startsWith('docker-'))
    return data(name === 'talk-2016' ? 'talk-2016.json.txt' : `${name}.json`);
  return profileAt(data('docker-26.1.5.json'), JSON.parse(data('docker-changes.json')), name.slice('docker-'.length));
}

/** A bundled profile's filter for x86_64 alone ("alone"), for what the profile names ("all") or for another architecture. */
export function filterOfProfile(
  name: string,
  on: string,
  runtime: Runtime = 'libseccomp',
  capabilities = DOCKER_CAPABILITIES,
): Filter {
  const json = JSON.parse(textOfProfile(name));
  const text =
    on === 'alone' ? JSON.stringify({ ...json, archMap: undefined, architectures: undefined }) : JSON.stringify(json);
  const arch: Arch = readArch(on) ?? 'SCMP_ARCH_X86_64';
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, { arch, kernel: '6.12', capabilities, runtime }).value;
  if (filter === undefined) throw new Error(`no filter: ${name} ${on}`);
  return filter;
}

export function programOf(filter: Filter, wish?: Wish): Program {
  const { value, diagnostics } = compile(filter, wish);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}
