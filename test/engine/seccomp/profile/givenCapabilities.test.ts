import { expect, test } from 'vitest';
import { CAPABILITIES, DOCKER_CAPABILITIES } from '../../../../src/engine/linux/index.ts';
import { parseProfile } from '../../../../src/engine/seccomp/index.ts';

const ALLOW = { defaultAction: 'SCMP_ACT_ALLOW' };
const container = (hostConfig: object, more: object = {}) =>
  JSON.stringify([{ HostConfig: { SecurityOpt: [`seccomp=${JSON.stringify(ALLOW)}`], ...hostConfig }, ...more }]);
const config = (capabilities: unknown) =>
  JSON.stringify({ ociVersion: '1.0.2', process: { capabilities }, linux: { seccomp: ALLOW } });

/** What is more than Docker's, and what of Docker's is missing. */
function tweaks(text: string): string | undefined {
  const held = parseProfile(text).value?.capabilities;
  if (held === undefined) return undefined;
  if (held.length === CAPABILITIES.length) return 'all';
  const added = held.filter((name) => !DOCKER_CAPABILITIES.includes(name));
  const dropped = DOCKER_CAPABILITIES.filter((name) => !held.includes(name));
  if (dropped.length === DOCKER_CAPABILITIES.length) return `only ${held.join(' ')}`;
  return [...added.map((name) => `+${name}`), ...dropped.map((name) => `-${name}`)].join(' ');
}

// moby 26.1.5, oci/caps/utils.go TweakCapabilities; Podman prints what it made of them; OCI runtime-spec, config.md "process".
test.each<[what: string, text: string, told: string | undefined]>([
  ['a profile alone', JSON.stringify(ALLOW), undefined],
  ['inspect without either', container({}), ''],
  ['null', container({ CapAdd: null, CapDrop: null }), ''],
  ['added', container({ CapAdd: ['CAP_SYS_ADMIN'] }), '+CAP_SYS_ADMIN'],
  ['as people write them', container({ CapAdd: ['sys_admin'], CapDrop: ['mknod'] }), '+CAP_SYS_ADMIN -CAP_MKNOD'],
  ['in the wrong order', container({ CapAdd: ['MKNOD'], CapDrop: ['MKNOD'] }), ''],
  ['all dropped', container({ CapDrop: ['ALL'] }), 'only '],
  ['all dropped but one', container({ CapAdd: ['NET_ADMIN'], CapDrop: ['all'] }), 'only CAP_NET_ADMIN'],
  ['all added', container({ CapAdd: ['ALL'] }), 'all'],
  ['what is none', container({ CapAdd: ['SYS_ADMINN', 5] }), ''],
  ['Podman’s', container({ CapAdd: ['X'] }, { EffectiveCaps: ['CAP_PERFMON', 'CAP_BPF'] }), 'only CAP_PERFMON CAP_BPF'],
  ['a config.json', config({ effective: ['CAP_BPF'], bounding: ['CAP_BPF', 'CAP_KILL'] }), 'only CAP_BPF'],
  ['a config.json without', config({}), undefined],
])('the capabilities of %s', (_, text, told) => {
  expect(tweaks(text)).toBe(told);
});
