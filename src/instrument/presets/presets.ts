import rows from '../../../content/data/presets.json' with { type: 'json' };
import { PODMAN_CAPABILITIES } from '../../engine/linux/index.ts';
import { ENGINE_NAMES, type Engine, isOfKubernetes } from '../../engine/seccomp/index.ts';
import { stackOf } from '../../engine/stack/index.ts';
import type { Diagnostic } from '../../engine/text/index.ts';
import { LINK_CAPABILITIES } from '../../share/capabilityList.ts';
import { POD_SENTENCE, POD_SOURCES } from '../words/podProfile.ts';
import { DOCKER_RELEASES, type DockerRelease } from './dockerReleases.ts';
import type { Preset, PresetNote } from './Preset.ts';

type Raw = () => Promise<{ default: string }>;

/** The texts of the presets that stand in a file as they are. */
const TEXTS: Readonly<Record<string, Raw>> = {
  'docker-26.1': () => import('../../../content/data/profiles/docker-26.1.5.json?raw'),
  'podman-6.1': () => import('../../../content/data/profiles/podman-6.1.json?raw'),
  'podman-5.8': () => import('../../../content/data/profiles/podman-5.8.json?raw'),
  'podman-5.4': () => import('../../../content/data/profiles/podman-5.4.json?raw'),
  'podman-4.3': () => import('../../../content/data/profiles/podman-4.3.json?raw'),
  'podman-3.0': () => import('../../../content/data/profiles/podman-3.0.json?raw'),
  'containerd-2.1': () => import('../../../content/data/profiles/containerd-2.1.json?raw'),
  'containerd-1.7': () => import('../../../content/data/profiles/containerd-1.7.json?raw'),
  'containerd-1.6': () => import('../../../content/data/profiles/containerd-1.6.json?raw'),
  'containerd-1.4': () => import('../../../content/data/profiles/containerd-1.4.json?raw'),
  'cri-o-1.33': () => import('../../../content/data/profiles/cri-o-1.33.json?raw'),
  'talk-2016': () => import('../../../content/data/profiles/talk-2016.json.txt?raw'),
};

const ASKED_FOR: PresetNote = {
  text: `A Pod gets this profile with seccompProfile of type RuntimeDefault. ${POD_SENTENCE}`,
  sources: POD_SOURCES,
};

/** What an engine usually gives a container, where it isn't Docker's. */
const CAPABILITIES: Partial<Record<Engine, readonly string[]>> = {
  podman: PODMAN_CAPABILITIES,
  'cri-o': LINK_CAPABILITIES['cri-o-1.33'],
};

/** A row of presets.json; `text` is that of the smallest profiles. */
type PresetRow = Omit<Preset, 'aliases' | 'capabilities' | 'load'> & { text?: string };

const ENGINES = Object.keys(ENGINE_NAMES) as Engine[];

/** Whose default a preset is, by its name; undefined for one that is nobody's. */
export const engineOfPreset = (preset: string): Engine | undefined =>
  ENGINES.find((engine) => preset.startsWith(`${engine}-`));

function presetIn({ text, ...row }: PresetRow): Preset {
  const engine = engineOfPreset(row.id);
  const capabilities = engine && CAPABILITIES[engine];
  return {
    ...row,
    aliases: [],
    ...(capabilities && { capabilities }),
    notes: isOfKubernetes(engine) ? [ASKED_FOR, ...row.notes] : row.notes,
    load: async () => text ?? (await textIn(row.id)),
  };
}

async function textIn(id: string): Promise<string> {
  const text = await TEXTS[id]?.();
  if (text === undefined) throw new Error(`No text of ${id}.`);
  return text.default;
}

/** Every profile that the site has, as lists show them. A text arrives when it is asked for, so that one more profile costs a page nothing. */
export const PRESETS: readonly Preset[] = [
  ...DOCKER_RELEASES.map(dockerPreset),
  ...(rows as readonly PresetRow[]).map(presetIn),
];

/** The newest of Docker's defaults, which stand first. */
export const newestDefault = (): Preset | undefined => PRESETS[0];

/** The preset with this id, or with it among its aliases; undefined for no such one. */
export function presetOf(id: string | undefined): Preset | undefined {
  if (id === undefined) return undefined;
  return PRESETS.find((preset) => preset.id === id || preset.aliases.includes(id));
}

function dockerPreset(row: DockerRelease): Preset {
  const { name, release, date, releases, short = releases, lines = [], why, sources = [] } = row;
  const id = `docker-${name}`;
  const shared = DOCKER_RELEASES.find((each) => each.name === row.notesOf)?.notes ?? [];
  const notes = [...(row.notes ?? []), ...shared];
  const common = {
    id,
    aliases: [...new Set([release, ...lines])].filter((other) => other !== name).map((other) => `docker-${other}`),
    group: 'Docker’s default, by release',
    ...{ why, sources },
  };
  // The one whose text is at hand, as Docker wrote it.
  if (id in TEXTS) {
    return {
      ...common,
      title: 'Docker 26.1.5 (25.0.3 to 28.1)',
      words: 'Docker’s default 26.1.5',
      notes,
      load: () => textIn(id),
    };
  }
  return {
    ...common,
    title: `Docker ${short}`,
    words: `Docker’s default ${releases}`,
    notes: [...notes, computed(release, date)],
    load: () => import('./loadDockerRelease.ts').then(({ loadDockerRelease }) => loadDockerRelease(release)),
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

/** The preset with this name, or a stack's default by the name of the stack, `docker-29.9`; undefined for no such one. */
export const presetNamed = (name: string): Preset | undefined => presetOf(stackOf(name)?.profile ?? name);

/** That a link names a profile which no preset is. `instead`: what is shown in its place. */
export const unknownProfile = (name: string, instead: string): Diagnostic => ({
  code: 'link-profile',
  severity: 'error',
  message: `This link names the profile “${name}”, which this page does not have.`,
  hint: `Showing ${instead} instead.`,
});
