import { catalogue } from '../engine/diagnose/index.ts';
import type { ErrorEntry, Layer } from '../engine/idmap/index.ts';
import type { Shown } from '../islands/ask/state/State.ts';
import { answerAsk } from '../islands/ask/worker/answerAsk.ts';

/** A message of the catalogue as the reference tells it: its entry, and what the box answers to its first example: a cause, or several. */
export interface KnownMessage {
  entry: ErrorEntry;
  causes: readonly [Shown, ...Shown[]];
}

/** Who said no, as a heading, in the order of the page. */
export const LAYER_HEADINGS: Readonly<Record<Layer, string>> = {
  subid: 'Messages about /etc/subuid and /etc/subgid',
  'id-map': 'Messages about the ID map',
  'file-mode': 'Messages about owners and modes',
  lsm: 'Messages from AppArmor and SELinux',
  seccomp: 'Messages about a seccomp filter',
  capability: 'Messages about a missing capability',
  cgroup: 'Messages about a cgroup’s limits',
  kernel: 'Messages from the kernel',
  runtime: 'Messages from runc, crun and LXC',
  engine: 'Messages from Docker, Podman, Kubernetes and Incus',
  unknown: 'Other messages',
};

/** The layers that the catalogue has messages of, in the order of the page. */
export function messageLayers(): Layer[] {
  const used = new Set(catalogue().map(({ layer }) => layer));
  return layers.filter((layer) => used.has(layer));
}

const layers = Object.keys(LAYER_HEADINGS) as Layer[];

/** The messages of a layer, in the order of the catalogue; throws where the box would not recognise an example. */
export function messagesOf(layer: Layer): Promise<KnownMessage[]> {
  const entries = catalogue().filter((entry) => entry.layer === layer);
  return Promise.all(
    entries.map(async (entry) => {
      const { shown } = await answerAsk({ text: entry.examples[0], turn: 0 });
      const [first, ...others] = shown.filter(({ diagnosis }) => diagnosis.code === entry.code);
      if (first === undefined)
        throw new Error(`The example of “${entry.code}” is not recognised: ${entry.examples[0]}`);
      return { entry, causes: [first, ...others] };
    }),
  );
}

/** Who may say no in a message, each once and in a few words: what tells them apart is in the entry. */
export const whoSayNo = ({ causes }: KnownMessage): string[] => [
  ...new Set(causes.map(({ diagnosis: { who = '' } }) => who.replace(/(?:[:,] | that | \().*$/s, ''))),
];
