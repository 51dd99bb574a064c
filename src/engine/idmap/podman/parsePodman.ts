import type { Diagnostic, Parsed } from '../../text/index.ts';
import type { NamespaceMaps } from '../map/NamespaceMaps.ts';
import { findProgram } from './command/findProgram.ts';
import { namespaceOfOptions } from './command/namespaceOfOptions.ts';
import type { PodmanCommand } from './command/PodmanCommand.ts';
import { allValues, lastValue } from './command/readOptions.ts';
import { readSubcommand, type Subcommand } from './command/readSubcommand.ts';
import { type PodmanUser, readUser } from './command/readUser.ts';
import { readVolumes } from './command/readVolume.ts';
import type { OwnNamespace } from './maps/readMapOptions.ts';
import { ownNamespace } from './ownNamespace.ts';
import type { PodmanHost } from './PodmanHost.ts';
import { refusal } from './refusal.ts';
import type { Word } from './text/Word.ts';
import type { ContainerNamespace } from './userns/ContainerNamespace.ts';
import { containerMaps } from './userns/containerMaps.ts';

/**
 * A whole `podman run`, `create`, `pod create` or `unshare` line, as typed or pasted, on `host`: the namespaces it makes, outermost first, who runs
 * inside, and its volumes. Behind sudo or a root prompt it is root's Podman; `rootless` left out, the user's own uid decides. `docker run` lines are
 * read too, as far as they say anything. Rules as of Podman 5.4.2; options as its --help lists them. Undefined where the line is no such
 * command or Podman refuses it, in its own words; an error beside a value means that the container doesn't start.
 */
export function parsePodman(
  command: string,
  host: Omit<PodmanHost, 'rootless'> & { rootless?: boolean },
): Parsed<PodmanCommand> {
  const found = findProgram(command, host);
  if (!found.value) return { value: undefined, diagnostics: found.diagnostics };
  const { program, name, user: runBy, userns } = found.value;
  const subcommand = readSubcommand(found.value);
  if (!('name' in subcommand)) return { value: undefined, diagnostics: [subcommand] };

  const isUser = runBy === host.user && host.rootless !== undefined ? host.rootless : runBy.uid !== 0;
  const runHost: PodmanHost = { ...host, user: runBy, rootless: isUser };
  const typedUser = lastValue(subcommand.options, 'user');
  const about = {
    program: name,
    subcommand: subcommand.name,
    rootless: name === 'podman' && isUser,
    hostUserns: lastValue(subcommand.options, 'userns')?.text === 'host',
    volumes: readVolumes(subcommand.options),
    image: imageOf(subcommand),
  };
  const user = typedUser && readUser(typedUser);
  const diagnostics = [...subcommand.diagnostics, ...missingImage(subcommand)];
  if (name === 'docker') return { value: { ...about, levels: [], user }, diagnostics };

  const own = ownNamespace(runHost);
  // What is wrong with the files has no place in the command.
  diagnostics.push(...own.diagnostics.map(({ span: _, ...diagnostic }) => diagnostic));
  if (!own.value) return { value: undefined, diagnostics };
  const namespace = namespaceOfOptions(
    {
      userns: lastValue(subcommand.options, 'userns'),
      environment: userns,
      uidmap: allValues(subcommand.options, 'uidmap'),
      gidmap: allValues(subcommand.options, 'gidmap'),
      subuidname: lastValue(subcommand.options, 'subuidname'),
      subgidname: lastValue(subcommand.options, 'subgidname'),
      pod: lastValue(subcommand.options, 'pod'),
      user,
    },
    runHost,
    own.value,
  );
  diagnostics.push(...namespace.diagnostics);
  if (!namespace.value || subcommand.diagnostics.length > 0) return { value: undefined, diagnostics };
  const hostNetwork = lastValue(subcommand.options, 'network')?.text === 'host';
  const container = containerLevel(namespace.value, { own: own.value, user, hostNetwork }, diagnostics);
  const levels = [...(isUser ? [levelOf(own.value, program)] : []), ...container];
  return { value: { ...about, levels, user: user ?? runsAs(namespace.value) }, diagnostics };
}

/** The container's level, if it has one; what keeps it from starting goes to `diagnostics`. */
function containerLevel(
  namespace: ContainerNamespace,
  start: { own: OwnNamespace; user: PodmanUser | undefined; hostNetwork: boolean },
  diagnostics: Diagnostic[],
): NamespaceMaps[] {
  switch (namespace.made) {
    case 'none':
      return [];
    case 'elsewhere':
      return [{ uid: undefined, gid: undefined }];
    case 'new': {
      const maps = containerMaps(namespace, start);
      diagnostics.push(...maps.diagnostics);
      return maps.value ? [maps.value] : [];
    }
  }
}

function levelOf(own: OwnNamespace, program: Word): NamespaceMaps {
  const span = program.span();
  return { uid: own.uid.map((extent) => ({ ...extent, span })), gid: own.gid.map((extent) => ({ ...extent, span })) };
}

/** keep-id and nomap say who runs inside; the maps' first extent has the place of the option. */
function runsAs(namespace: ContainerNamespace): PodmanUser | undefined {
  if (namespace.made !== 'new' || !namespace.runsAs) return undefined;
  const span = namespace.maps.uid[0]?.span;
  return span && { text: undefined, ...namespace.runsAs, span };
}

/** The first word that is no option; with --rootfs it is a directory. */
function imageOf({ name, options, rest }: Subcommand): string | undefined {
  if (name === 'pod create' || name === 'unshare' || options.some((option) => option.name === 'rootfs'))
    return undefined;
  return rest[0]?.text;
}

function missingImage({ name, rest, word }: Subcommand): Diagnostic[] {
  if (name === 'pod create' || name === 'unshare' || rest.length > 0) return [];
  const words = 'requires at least 1 arg(s), only received 0';
  return [refusal('podman-no-image', words, 'An image stands behind the options.', word.span())];
}
