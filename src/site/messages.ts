import { catalogue, type Diagnosis, diagnose } from '../engine/diagnose/index.ts';
import type { ErrorEntry, Layer } from '../engine/idmap/index.ts';

/** A message of the catalogue as the reference tells it: its entry, and what its first example has for causes. */
export interface KnownMessage {
  entry: ErrorEntry;
  causes: readonly [Diagnosis, ...Diagnosis[]];
}

/** Who said no, as a heading, in the order of the page. */
export const LAYER_HEADINGS: Readonly<Record<Layer, string>> = {
  subid: 'Messages about /etc/subuid and /etc/subgid',
  'id-map': 'Messages about the ID map',
  'file-mode': 'Messages about owners and modes',
  lsm: 'Messages of AppArmor and SELinux',
  seccomp: 'Messages of a seccomp filter',
  capability: 'Messages about a missing capability',
  cgroup: 'Messages about a cgroup’s limits',
  kernel: 'Messages of the kernel',
  runtime: 'Messages of runc, crun and LXC',
  engine: 'Messages of Docker, Podman, Kubernetes and Incus',
  unknown: 'Other messages',
};

/** The layers that the catalogue has messages of, in the order of the page. */
export function messageLayers(): Layer[] {
  const used = new Set(catalogue().map(({ layer }) => layer));
  return layers.filter((layer) => used.has(layer));
}

const layers = Object.keys(LAYER_HEADINGS) as Layer[];

/** The messages of a layer, in the order of the catalogue; throws where the box would not recognise an example. */
export function messagesOf(layer: Layer): KnownMessage[] {
  return catalogue()
    .filter((entry) => entry.layer === layer)
    .map((entry) => {
      const [first, ...others] = diagnose(entry.examples[0]).filter(({ code }) => code === entry.code);
      if (first === undefined)
        throw new Error(`The example of “${entry.code}” is not recognised: ${entry.examples[0]}`);
      return { entry, causes: [first, ...others] };
    });
}

/** Who says no in a message, in a few words; where it has several causes, each of them. */
export const whoSaysNo = ({ causes }: KnownMessage): string =>
  [...new Set(causes.map(({ who = '' }) => who.replace(/[:,] .*$/s, '')))].join('; or ');
