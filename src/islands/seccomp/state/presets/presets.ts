import { PODMAN_CAPABILITIES } from '../../../../engine/linux/index.ts';
import { DOCKER_RELEASES, type DockerRelease } from './dockerReleases.ts';
import type { Preset, PresetNote } from './Preset.ts';
import { PRESET_NOTES } from './presetNotes.ts';

const text = (module: { default: string }) => module.default;

const notesOf = (id: string) => PRESET_NOTES[id] ?? [];

/** Those of others than Docker, and the site's own. */
const OTHERS: readonly Omit<Preset, 'aliases' | 'notes'>[] = [
  {
    id: 'podman-5.4',
    group: 'Podman’s default',
    title: 'Podman 5.4',
    words: 'Podman’s default 5.4',
    runtime: 'crun',
    capabilities: PODMAN_CAPABILITIES,
    load: () => import('../../../../../content/data/profiles/podman-5.4.json?raw').then(text),
  },
  {
    id: 'containerd-1.7',
    group: 'containerd’s default, Kubernetes',
    title: 'RuntimeDefault, containerd 1.7',
    words: 'containerd’s default 1.7.24',
    load: () => import('../../../../../content/data/profiles/containerd-1.7.json?raw').then(text),
  },
  {
    id: 'talk-2016',
    isOurs: true,
    group: 'The talk',
    title: 'The 2016 talk’s slide',
    words: 'the 2016 talk’s slide',
    load: () => import('../../../../../content/data/profiles/talk-2016.json.txt?raw').then(text),
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
  ...OTHERS.map((preset) => ({ ...preset, aliases: [], notes: notesOf(preset.id) })),
];

/** The newest of Docker's defaults, which stand first. */
export const newestDefault = (): Preset | undefined => PRESETS[0];

/** The preset with this id, or with it among its aliases; undefined for no such one. */
export function presetOf(id: string | undefined): Preset | undefined {
  if (id === undefined) return undefined;
  return PRESETS.find((preset) => preset.id === id || preset.aliases.includes(id));
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
      load: () => import('../../../../../content/data/profiles/docker-26.1.5.json?raw').then(text),
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
