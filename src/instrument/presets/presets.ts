import { PODMAN_CAPABILITIES } from '../../engine/linux/index.ts';
import { LINK_CAPABILITIES } from '../../share/capabilityList.ts';
import { DOCKER_RELEASES, type DockerRelease } from './dockerReleases.ts';
import type { Preset, PresetNote } from './Preset.ts';
import { PRESET_NOTES } from './presetNotes.ts';

const text = (module: { default: string }) => module.default;

const notesOf = (id: string) => PRESET_NOTES[id] ?? [];

/** Podman's and containerd's of Debian's suites, newest first, and CRI-O's. */
const SHIPPED: readonly Omit<Preset, 'aliases' | 'notes'>[] = [
  podmanPreset('6.1', () => import('../../../content/data/profiles/podman-6.1.json?raw')),
  podmanPreset('5.8', () => import('../../../content/data/profiles/podman-5.8.json?raw')),
  podmanPreset('5.4', () => import('../../../content/data/profiles/podman-5.4.json?raw')),
  podmanPreset('4.3', () => import('../../../content/data/profiles/podman-4.3.json?raw')),
  podmanPreset('3.0', () => import('../../../content/data/profiles/podman-3.0.json?raw')),
  containerdPreset('2.1.9', () => import('../../../content/data/profiles/containerd-2.1.json?raw')),
  containerdPreset('1.7.24', () => import('../../../content/data/profiles/containerd-1.7.json?raw')),
  containerdPreset('1.6.20', () => import('../../../content/data/profiles/containerd-1.6.json?raw')),
  containerdPreset('1.4.13', () => import('../../../content/data/profiles/containerd-1.4.json?raw')),
  {
    id: 'cri-o-1.33',
    group: 'CRI-O’s default, Kubernetes',
    title: 'RuntimeDefault, CRI-O 1.33',
    words: 'CRI-O’s default 1.33 (RuntimeDefault)',
    runtime: 'crun',
    capabilities: LINK_CAPABILITIES['cri-o-1.33'],
    load: () => import('../../../content/data/profiles/cri-o-1.33.json?raw').then(text),
  },
];

/** The site's own, and what it shows of the talk. */
const OURS: readonly Omit<Preset, 'aliases' | 'notes'>[] = [
  {
    id: 'talk-2016',
    isOurs: true,
    group: 'The talk',
    title: 'The 2016 talk’s slide',
    words: 'the 2016 talk’s slide',
    load: () => import('../../../content/data/profiles/talk-2016.json.txt?raw').then(text),
  },
  {
    id: 'allow-all',
    isOurs: true,
    group: 'Empty',
    title: 'Nothing refused',
    words: 'a profile that refuses nothing',
    load: async () => '{"defaultAction":"SCMP_ACT_ALLOW"}',
  },
  {
    id: 'deny-all',
    isOurs: true,
    group: 'Empty',
    title: 'Nothing allowed',
    words: 'a profile that allows nothing',
    load: async () => '{"defaultAction":"SCMP_ACT_ERRNO"}',
  },
];

/** Every profile that the site has, as lists show them. A text arrives when it is asked for, so that one more profile costs a page nothing. */
export const PRESETS: readonly Preset[] = [
  ...DOCKER_RELEASES.map(dockerPreset),
  ...[...SHIPPED, ...OURS].map((preset) => ({ ...preset, aliases: [], notes: notesOf(preset.id) })),
];

/** The newest of Docker's defaults, which stand first. */
export const newestDefault = (): Preset | undefined => PRESETS[0];

/** The preset with this id, or with it among its aliases; undefined for no such one. */
export function presetOf(id: string | undefined): Preset | undefined {
  if (id === undefined) return undefined;
  return PRESETS.find((preset) => preset.id === id || preset.aliases.includes(id));
}

type Raw = () => Promise<{ default: string }>;

function podmanPreset(release: string, load: Raw): Omit<Preset, 'aliases' | 'notes'> {
  return {
    id: `podman-${release}`,
    group: 'Podman’s default',
    title: `Podman ${release}`,
    words: `Podman’s default ${release}`,
    runtime: 'crun',
    capabilities: PODMAN_CAPABILITIES,
    load: () => load().then(text),
  };
}

function containerdPreset(version: string, load: Raw): Omit<Preset, 'aliases' | 'notes'> {
  const line = version.slice(0, version.lastIndexOf('.'));
  return {
    id: `containerd-${line}`,
    group: 'containerd’s default, Kubernetes',
    title: `RuntimeDefault, containerd ${line}`,
    words: `containerd’s default ${version} (RuntimeDefault)`,
    load: () => load().then(text),
  };
}

function dockerPreset({ name, state, date, releases, short = releases, lines = [] }: DockerRelease): Preset {
  const id = `docker-${name}`;
  const common = {
    id,
    aliases: [...new Set([state, ...lines])].filter((other) => other !== name).map((other) => `docker-${other}`),
    group: 'Docker’s default, by release',
  };
  // The one whose text is at hand, as Docker wrote it.
  if (name === '26.1') {
    return {
      ...common,
      title: 'Docker 26.1.5 (25.0.3 to 28.1)',
      words: 'Docker’s default 26.1.5',
      notes: notesOf(id),
      load: () => import('../../../content/data/profiles/docker-26.1.5.json?raw').then(text),
    };
  }
  return {
    ...common,
    title: `Docker ${short}`,
    words: `Docker’s default ${releases}`,
    notes: [...notesOf(id), computed(state, date)],
    load: () => import('./loadDockerRelease.ts').then(({ loadDockerRelease }) => loadDockerRelease(state)),
  };
}

function computed(state: string, date: string): PresetNote {
  return {
    text: 'Computed from the text of 26.1.5 and the changes between the releases: it has the same effect as Docker’s file, but a name may be on another line.',
    date,
    sources: [{ title: `Docker ${state}`, url: fileOf(state) }],
  };
}

/** Docker's own file at the tag of a release; since 29 it comes from moby/profiles, and the release names the version. */
function fileOf(state: string): string {
  const [major = 0, minor = 0] = state.split('.').map(Number);
  if (major >= 29) return `https://github.com/moby/moby/releases/tag/docker-v${state}`;
  const isCommunityEdition = major === 17 || (major === 18 && minor < 9);
  return `https://github.com/moby/moby/blob/v${state}${isCommunityEdition ? '-ce' : ''}/profiles/seccomp/default.json`;
}
