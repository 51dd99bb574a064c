import { format, type IdMap, type IdMapFormat } from '../engine/idmap/index.ts';

/** A map as each tool writes it. */
export interface WrittenMap {
  /** What it is called. */
  label: string;
  text: string;
}

const LABELS: Readonly<Record<IdMapFormat, string>> = {
  uid_map: 'uid_map',
  newuidmap: 'newuidmap',
  unshare: 'unshare',
  podman: 'Podman, run by root',
  lxc: 'LXC',
  incus: 'Incus',
  oci: 'OCI config.json',
  docker: 'dockerd’s own list',
  mount: 'mount, for an idmapped mount',
  subid: '/etc/subuid',
  nspawn: 'systemd-nspawn',
};

/** The hole that the chapter about volumes makes: container user 1000 is user 1000 on the host, and everybody else is shifted. */
const WITH_HOLE: IdMap = [
  { inside: 0, outside: 100000, count: 1000 },
  { inside: 1000, outside: 1000, count: 1 },
  { inside: 1001, outside: 101001, count: 64535 },
];

/** One run from 0, which every tool can write. */
const ONE_RUN: IdMap = [{ inside: 0, outside: 100000, count: 65536 }];

/** A map with a hole in the formats that can have one, and one run in the two that have no more. */
export function sameMap(): readonly WrittenMap[] {
  const written = (as: IdMapFormat) => ({
    label: LABELS[as],
    text: format(as === 'subid' || as === 'nspawn' ? ONE_RUN : WITH_HOLE, as, { owner: 'ann' }).trimEnd(),
  });
  return (Object.keys(LABELS) as IdMapFormat[]).map(written);
}
