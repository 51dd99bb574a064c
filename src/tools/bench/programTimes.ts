import { readFileSync } from 'node:fs';
import { compile } from '../../engine/seccomp/bpf/index.ts';
import {
  DOCKER_CAPABILITIES,
  type Filter,
  parseProfile,
  profileAt,
  resolve,
  type Target,
} from '../../engine/seccomp/index.ts';
import { libseccompTimes, median } from './libseccompTimes.ts';
import type { Timed } from './Timed.ts';

const PROFILES = 'content/data/profiles';
/** Docker 29.4.3 to 29.8. */
const STATE = '29.4.3';
const TARGET: Target = {
  arch: 'SCMP_ARCH_X86_64',
  kernel: '6.12',
  capabilities: DOCKER_CAPABILITIES,
  runtime: 'libseccomp',
};
const RUNS = 300;
const LIBSECCOMP_RUNS = 30;

/**
 * How long Docker's default takes to compile, for x86_64 and for three ABIs: medians, `growth` in times what libseccomp takes to build and export it in the
 * same run, NaN where it could not be asked. The search for size comes last, `growth` in times two seconds.
 */
export function programTimes(): Timed[] {
  const { alone, all } = benchedProfiles();
  const quick = [
    { name: 'x86_64', text: alone },
    { name: 'x86_64, x86 and x32', text: all },
  ].map(({ name, text: profile }) => {
    const filter = filterOf(profile);
    const milliseconds = median(Array.from({ length: RUNS }, () => timeOf(() => compile(filter))));
    const others = libseccompTimes(profile, TARGET, LIBSECCOMP_RUNS);
    return { name, milliseconds, growth: milliseconds / (typeof others === 'string' ? Number.NaN : median(others)) };
  });
  const filter = filterOf(all);
  const milliseconds = timeOf(() => compile(filter, { for: 'size' }));
  return [...quick, { name: 'three ABIs for size, of two seconds', milliseconds, growth: milliseconds / 2000 }];
}

/** The default of Docker 29.4.3 for x86_64 alone, and for the ABIs that it names. */
export function benchedProfiles(): { alone: string; all: string } {
  const base = readFileSync(`${PROFILES}/docker-26.1.5.json`, 'utf8');
  const all = profileAt(base, JSON.parse(readFileSync(`${PROFILES}/docker-changes.json`, 'utf8')), STATE);
  return { alone: JSON.stringify({ ...JSON.parse(all), archMap: undefined }), all };
}

/** The filter of such a profile. */
export function filterOf(text: string): Filter {
  const profile = parseProfile(text).value;
  const filter = profile && resolve(profile, TARGET).value;
  if (filter === undefined) throw new Error(`Docker ${STATE} gives no filter.`);
  return filter;
}

function timeOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
