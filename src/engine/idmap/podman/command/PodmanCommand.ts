import file from '../../../../../content/data/commandOptions.json' with { type: 'json' };
import {
  type Diagnostic,
  error,
  type OptionTable,
  optionTable,
  readOptions,
  type Span,
  splitWord,
  type Word,
} from '../../../text/index.ts';
import type { NamespaceMaps } from '../../map/Extent.ts';
import type { BothMaps } from '../maps/BothMaps.ts';

/** One option with its value; of a flag without one the value is the option's own word. */
export interface Option {
  name: string;
  value: Word;
}

/** The options at the head of a command, and the words from the first that is none. */
export interface Options {
  options: Option[];
  rest: Word[];
  diagnostics: Diagnostic[];
}

/** The options of `podman`, `docker`, and their subcommands. */
export const TABLES = {
  podman: optionTable(file.podman),
  'podman run': optionTable(file['podman run']),
  'podman pod create': optionTable(file['podman pod create']),
  docker: optionTable(file.docker),
  'docker run': optionTable(file['docker run']),
};

/** The options up to the first word that is none, as Podman and Docker take them. */
export function podmanOptions(words: readonly Word[], table: OptionTable): Options {
  const { found, rest } = readOptions(words, table, 'pflag');
  return {
    options: found.flatMap((each) => ('message' in each ? [] : { name: each.name, value: each.value ?? each.word })),
    rest,
    diagnostics: found.flatMap((each) => {
      if (!('message' in each)) return [];
      return each.is === 'unknown'
        ? error('podman-option', each.message, 'Check its spelling with --help.', each.word.span())
        : error('podman-option-value', each.message, 'Write the value after the option.', each.word.span());
    }),
  };
}

/** The value that counts of an option given more than once: the last. */
export function lastValue(options: readonly Option[], name: string): Word | undefined {
  return options.findLast((option) => option.name === name)?.value;
}

/** The values of an option that may be repeated. */
export function allValues(options: readonly Option[], name: string): Word[] {
  return options.filter((option) => option.name === name).map(({ value }) => value);
}

/** What a command says of user namespaces, and of whom and what it concerns. */
export interface PodmanCommand {
  program: 'podman' | 'docker';
  subcommand: 'run' | 'create' | 'pod create' | 'unshare';
  /** True where a user without privileges runs Podman, whose own namespace is then the first level. */
  rootless: boolean;
  /**
   * Outermost first: rootless Podman's own namespace, then the container's, where it has one. The spans stand in the command: an extent that no option gives
   * has that of the option that asked for it, or of the program's name. Of a namespace that is joined, both sides are undefined. For Docker, empty:
   * dockerd decides.
   */
  levels: readonly NamespaceMaps[];
  /** Rootless Podman's own namespace once more, at the lines of /etc/subuid and /etc/subgid that gave it. */
  own?: BothMaps | undefined;
  /** --userns=host: the container does without the namespace that dockerd --userns-remap would give it. */
  hostUserns: boolean;
  /** Why a dockerd with --userns-remap starts no such container. */
  remapRefusal?: Diagnostic | undefined;
  user: PodmanUser | undefined;
  volumes: readonly PodmanVolume[];
  image: string | undefined;
}

/** Who runs inside: a uid and a gid where the text has numbers, or names that the image's /etc/passwd resolves. */
export interface PodmanUser {
  /** As typed; undefined where the mode of --userns decides it. */
  text: string | undefined;
  uid?: number;
  gid?: number;
  span: Span;
}

/** The value of --user: user[:group], each a name or a number. */
export function readUser(word: Word): PodmanUser {
  const [user = '', group = ''] = word.text.split(':', 2);
  const uid = id(user);
  const gid = id(group);
  return { text: word.text, ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }), span: word.span() };
}

function id(text: string): number | undefined {
  return /^[0-9]{1,10}$/.test(text) && Number(text) <= 2147483647 ? Number(text) : undefined;
}

/** A directory of the host, or a named volume, that the command mounts. */
export interface PodmanVolume {
  /** Undefined where Podman makes the volume. */
  source: string | undefined;
  destination: string;
  options: readonly string[];
  /** The option U: Podman gives all of it to the user inside (chown -R). */
  chown: boolean;
  /** The option idmap: what follows its "=", '' where nothing does, undefined without it. */
  idmap: string | undefined;
  span: Span;
}

/** The volumes of -v, and of --mount type=bind and type=volume (podman-run(1)). */
export function readVolumes(options: readonly Option[]): PodmanVolume[] {
  return [
    ...allValues(options, 'volume').map(readVolume),
    ...allValues(options, 'mount').flatMap((word) => readMount(word) ?? []),
  ];
}

/** [SOURCE:]DESTINATION[:OPTIONS] */
function readVolume(word: Word): PodmanVolume {
  const parts = splitWord(word, ':').map(({ text }) => text);
  // C:\dir:/data is one path and another.
  const windows = /^[A-Za-z]$/.test(parts[0] ?? '') && /^[\\/]/.test(parts[1] ?? '');
  if (windows) parts.splice(0, 2, `${parts[0]}:${parts[1]}`);
  const [first = '', second, third = ''] = parts;
  const list = third === '' ? [] : third.split(',');
  return {
    source: second === undefined ? undefined : first,
    destination: second ?? first,
    ...ofOptions(list),
    span: word.span(),
  };
}

function readMount(word: Word): PodmanVolume | undefined {
  const pairs = word.text.split(',').map((pair): [string, string | undefined] => {
    const at = pair.indexOf('=');
    return at === -1 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  const value = (...keys: string[]) => pairs.findLast(([key]) => keys.includes(key))?.[1];
  const type = value('type') ?? 'volume';
  if (type !== 'bind' && type !== 'volume') return undefined;
  const own = ['type', 'src', 'source', 'dst', 'destination', 'target'];
  const list = pairs
    .filter(([key, set]) => !own.includes(key) && set !== 'false')
    .map(([key, set]) => (set === undefined || set === 'true' ? key : `${key}=${set}`));
  return {
    source: value('src', 'source'),
    destination: value('dst', 'destination', 'target') ?? '',
    ...ofOptions(list.map((option) => (option === 'chown' ? 'U' : option))),
    span: word.span(),
  };
}

function ofOptions(options: readonly string[]): Pick<PodmanVolume, 'options' | 'chown' | 'idmap'> {
  const idmap = options.find((option) => option === 'idmap' || option.startsWith('idmap='));
  return { options, chown: options.includes('U'), idmap: idmap?.slice('idmap='.length) };
}

/** A unit of podman-systemd.unit(5), or lines of one. */
export const QUADLET = /^[ \t]*(?:\[(?:Container|Pod)\]|(?:UserNS|UIDMap|GIDMap|SubUIDMap|SubGIDMap)[ \t]*=)/m;

/** Whether what was recognised as a command of Podman or Docker is Docker's, whatever is wrong with it. */
export const isDockerCommand = (content: string): boolean =>
  !QUADLET.test(content) && /(?:^|[\s/])(podman|docker)(?:\.exe)?\s/.exec(content)?.[1] === 'docker';
