import { type Diagnostic, error, type OptionTable, type Parsed, partOf, shorten, type Word } from '../../text/index.ts';
import { type FoundCommand, findCommand } from '../subid/findCommand.ts';
import type { KnownName } from '../subid/HostFacts.ts';
import { since } from '../versions/programWords.ts';
import { answerCommand } from './command/answerCommand.ts';
import {
  lastValue,
  type Option,
  type Options,
  type PodmanCommand,
  podmanOptions,
  readUser,
  readVolumes,
  TABLES,
} from './command/PodmanCommand.ts';
import type { PodmanHost } from './PodmanHost.ts';

/** What strconv.ParseBool takes for false. */
const FALSE = /^(?:0|f|F|false|FALSE|False)$/;

const isHost = (value: Word): boolean => value.text === 'host';

/** Options that need the host's own view, in the order in which dockerd looks, and its words. */
const REFUSED: readonly [option: string, is: (value: Word) => boolean, words: string][] = [
  [
    'privileged',
    ({ text }) => !FALSE.test(text),
    'privileged mode is incompatible with user namespaces. You must run the container in the host namespace when running privileged mode',
  ],
  ['network', isHost, 'cannot share the host’s network namespace when user namespaces are enabled'],
  ['pid', isHost, 'cannot share the host PID namespace when user namespaces are enabled'],
];

/**
 * Why a daemon with --userns-remap starts no container of these options (moby 26.1.5, daemon/daemon_unix.go, verifyPlatformContainerSettings; seen
 * with it, content/data/transcripts/registry-remapped.json).
 */
function remapRefusal(options: readonly Option[]): Diagnostic | undefined {
  for (const [name, is, words] of REFUSED) {
    const value = lastValue(options, name);
    if (value && is(value)) {
      const hint = 'Add --userns=host: it lifts the refusal for this container, and the protection with it.';
      return error('dockerd-refuses', `dockerd refuses the command: ${words}.`, hint, value.span());
    }
  }
  return undefined;
}

const NAMES = /^(?:.*\/)?(podman|docker)(?:\.exe)?$/;
/** What the environment says of --userns, set before the command. */
const USERNS = 'PODMAN_USERNS=';

/**
 * A whole `podman run`, `create`, `pod create` or `unshare` line, as typed or pasted, on `host`: the namespaces it makes, outermost first, who runs
 * inside, and its volumes. Behind sudo or a root prompt it is root's Podman; `rootless` left out, the user's own uid decides. `docker run` lines are
 * read too, as far as they say anything. Rules as of Podman 5.4.2 with crun 1.21 and the overlay driver; options as its --help lists them. Undefined
 * where the line is no such command or Podman refuses it, in its own words; an error beside a value means that the container doesn't start.
 */
export function parsePodman(
  command: string,
  host: Omit<PodmanHost, 'rootless'> & { rootless?: boolean },
): Parsed<PodmanCommand> {
  const found = findCommand(command, host, { name: 'podman', article: 'a', pattern: NAMES });
  if (!found.value) return { value: undefined, diagnostics: found.diagnostics };
  const { program, user, variables } = found.value;
  const name = NAMES.exec(program.text)?.[1] === 'docker' ? 'docker' : 'podman';
  const userns = variables.findLast(({ text }) => text.startsWith(USERNS));
  const subcommand = readSubcommand(name, found.value);
  if (!('name' in subcommand)) return { value: undefined, diagnostics: [subcommand] };

  const rootless = user === host.user && host.rootless !== undefined ? host.rootless : user.uid !== 0;
  const image = imageOf(subcommand);
  const diagnostics = [...subcommand.diagnostics, ...missingImage(subcommand)];
  const answer =
    name === 'docker'
      ? { value: dockerCommand(subcommand, image), diagnostics: [] }
      : answerCommand(
          { ...subcommand, image, program, environment: userns && partOf(userns, USERNS.length) },
          { ...host, user, rootless, names: [...(host.names ?? []), ...callerOf(host)] },
        );
  return {
    value: subcommand.diagnostics.length > 0 ? undefined : answer.value,
    diagnostics: [...diagnostics, ...answer.diagnostics],
  };
}

/** Podman 5.8 finds the name of a UID in /etc/passwd, where the user who types is as well. */
function callerOf({ user, versions }: Pick<PodmanHost, 'user' | 'versions'>): KnownName[] {
  if (user.uid === undefined || !since('podman', 'subuid-number', versions)) return [];
  return [{ kind: 'uid', name: user.name, id: user.uid }];
}

/** Docker's namespaces are dockerd's to make: the command may only do without. */
function dockerCommand({ name, options }: Subcommand, image: string | undefined): PodmanCommand {
  const user = lastValue(options, 'user');
  const hostUserns = lastValue(options, 'userns')?.text === 'host';
  return {
    program: 'docker',
    subcommand: name,
    rootless: false,
    levels: [],
    hostUserns,
    ...(!hostUserns && { remapRefusal: remapRefusal(options) }),
    user: user && readUser(user),
    volumes: readVolumes(options),
    image,
  };
}

/** The first word that is no option; with --rootfs it is a directory. */
function imageOf({ name, options, rest }: Subcommand): string | undefined {
  const none = name === 'pod create' || name === 'unshare' || options.some((option) => option.name === 'rootfs');
  return none ? undefined : rest[0]?.text;
}

function missingImage({ name, rest, word }: Subcommand): Diagnostic[] {
  if (name === 'pod create' || name === 'unshare' || rest.length > 0) return [];
  const words = 'requires at least 1 arg(s), only received 0';
  return [error('podman-no-image', words, 'Write the image after the options.', word.span())];
}

/** A subcommand that makes a container, and its options. */
interface Subcommand extends Options {
  name: PodmanCommand['subcommand'];
  word: Word;
}

/** What the program is told to do, where that is to make a container or a pod, or to open a shell in Podman's own namespace. */
function readSubcommand(program: 'podman' | 'docker', { args }: FoundCommand): Subcommand | Diagnostic {
  const global = podmanOptions(args, TABLES[program]);
  const [first, second] = global.rest;
  const grouped = first?.text === 'container' || first?.text === 'pod' || first?.text === 'pods';
  const word = grouped ? second : first;
  const name = nameOf(program, grouped ? first?.text : undefined, word?.text);
  if (!word || name === undefined) {
    const found = [first, ...(grouped ? [second] : [])].map((each) => shorten(each?.text ?? 'nothing')).join(' ');
    const expected = program === 'podman' ? 'run, create, pod create or unshare' : 'run or create';
    const message = `After ${program}, write ${expected}${first ? `, not "${found}"` : ''}.`;
    return error('podman-subcommand', message, 'Other commands make no namespace of their own.', first?.span());
  }
  const rest = global.rest.slice(grouped ? 2 : 1);
  const read =
    name === 'unshare' ? { options: [], rest, diagnostics: [] } : podmanOptions(rest, tableOf(program, name));
  return { ...read, diagnostics: [...global.diagnostics, ...read.diagnostics], name, word };
}

function nameOf(program: string, group: string | undefined, name: string | undefined) {
  if (name === 'create' && group?.startsWith('pod')) return program === 'podman' ? 'pod create' : undefined;
  if (name === 'run' || name === 'create') return group?.startsWith('pod') ? undefined : name;
  return name === 'unshare' && group === undefined && program === 'podman' ? name : undefined;
}

function tableOf(program: 'podman' | 'docker', name: Subcommand['name']): OptionTable {
  if (program === 'docker') return TABLES['docker run'];
  return TABLES[name === 'pod create' ? 'podman pod create' : 'podman run'];
}
