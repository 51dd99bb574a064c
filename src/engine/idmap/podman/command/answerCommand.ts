import { goQuote } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, type Word } from '../../../text/index.ts';
import { type IdKind, locatedAt, type NamespaceMaps } from '../../map/Extent.ts';
import { since } from '../../versions/programWords.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import type { ContainerNamespace } from '../userns/ContainerNamespace.ts';
import { containerMaps, type Start, wantsTty } from '../userns/containerMaps.ts';
import { ownNamespace } from '../userns/rootlessNamespace.ts';
import { ownProblem } from '../userns/runtimeProblem.ts';
import { errorsBeforeOwn, isNewPod, type NamespaceOptions, namespaceOfOptions } from './namespaceOfOptions.ts';
import {
  allValues,
  lastValue,
  type Option,
  type PodmanCommand,
  type PodmanUser,
  readUser,
  readVolumes,
} from './PodmanCommand.ts';

/**
 * What releases before 5.4 have against options that came later, or later again, in the order in which they look at them (seen with Podman 3.0.1 and
 * 4.3.1). Undefined where the release takes them as 5.4.2 does.
 */
function otherPodmanRefuses(options: NamespaceOptions, host: PodmanHost): Diagnostic | undefined {
  const { uidmap, gidmap } = options;
  const mode = options.userns ?? options.environment;
  const { versions = {} } = host;
  if (!since('podman', 'map-flags', versions)) {
    const malformed = malformedMap(uidmap, 'uid', host) ?? malformedMap(gidmap, 'gid', host);
    if (malformed) return malformed;
  }
  if (!mode) return undefined;
  const maps = uidmap.length + gidmap.length > 0;
  if (maps && !since('podman', 'maps-exclusive', versions) && /^keep-id/.test(mode.text)) {
    const words = 'cannot specify custom mappings with --userns=keep-id';
    return error('podman-exclusive', words, 'Leave one of them out.', mode.span());
  }
  if (!since('podman', 'keep-id-options', versions) && /^(?:keep-id:|nomap)/.test(mode.text)) {
    const words = `unrecognized namespace mode ${mode.text} passed`;
    return error(
      'podman-userns',
      words,
      'Podman 3.0 knows auto, host, private and keep-id without options.',
      mode.span(),
    );
  }
  if (!mode.text.startsWith('keep-id') || maps) return undefined;
  const refusesRoot = since('podman', 'keep-id-rootless', versions) && !since('podman', 'keep-id-root', versions);
  if (refusesRoot && !host.rootless) {
    const words = 'keep-id is only supported in rootless mode';
    return error('podman-keep-id-root', words, 'Leave --userns out, or run Podman as the user.', mode.span());
  }
  if (since('podman', 'keep-id-size', versions) || !/^keep-id:(?:.*,)?size(?:=|,|$)/.test(mode.text)) return undefined;
  return error('podman-userns', 'unknown option specified: "size"', 'Leave size out.', mode.span());
}

/** Numbers alone, three of them, before "u", "g", "+" and "@" came. */
function malformedMap(words: readonly Word[], kind: IdKind, { versions = {} }: PodmanHost): Diagnostic | undefined {
  const values = words.flatMap((word) => word.text.split(','));
  const wrong = values.findIndex((value) => value !== '' && !/^\d+:\d+:\d+$/.test(value));
  if (wrong === -1) return undefined;
  const list = values.map((value) => goQuote(value)).join(' ');
  const prefix = since('podman', 'maps-exclusive', versions) ? '' : 'error ';
  const message = `${prefix}initializing ID mappings: ${kind.toUpperCase()} setting is malformed expected ["uint32:uint32:uint32"]: [${list}]`;
  return error('podman-map-form', message, 'Write container ID:host ID:count.', words[0]?.span());
}

/** --group-add keep-groups beside another group (Podman 5.4.2, cmd/podman/containers/create.go; 3.0.1 takes it for a group’s name). */
function groupsProblem(groups: readonly Word[], { versions = {} }: PodmanHost): Diagnostic | undefined {
  const keep = groups.find(({ text }) => text === 'keep-groups');
  if (!keep) return undefined;
  if (!since('podman', 'keep-groups', versions)) {
    const words = 'error looking up supplemental groups for container ...: Unable to find group keep-groups';
    return error('podman-keep-groups', words, 'Podman 3.2 and later keep the groups, with crun.', keep.span());
  }
  if (groups.length === 1) return undefined;
  const words = "the '--group-add keep-groups' option is not allowed with any other --group-add options";
  return error('podman-keep-groups', words, 'Leave the other --group-add options out.', keep.span());
}

/** A command whose options are read. */
interface ReadCommand {
  name: PodmanCommand['subcommand'];
  options: readonly Option[];
  image: string | undefined;
  /** What stands for Podman itself in the reader's text. */
  program: Word;
  /** PODMAN_USERNS, where it is set. */
  environment: Word | undefined;
}

/** The namespaces that a command of Podman makes on `host`, who runs inside, and the volumes. */
export function answerCommand(command: ReadCommand, host: PodmanHost): Parsed<PodmanCommand> {
  const { options } = command;
  const typed = lastValue(options, 'user');
  const user = typed && readUser(typed);
  const asked: NamespaceOptions = {
    userns: lastValue(options, 'userns'),
    environment: command.environment,
    uidmap: allValues(options, 'uidmap'),
    gidmap: allValues(options, 'gidmap'),
    subuidname: lastValue(options, 'subuidname'),
    subgidname: lastValue(options, 'subgidname'),
    pod: lastValue(options, 'pod') ?? lastValue(options, 'pod-id-file'),
    user,
  };
  const refused = groupsProblem(allValues(options, 'group-add'), host) ?? otherPodmanRefuses(asked, host);
  if (refused) return { value: undefined, diagnostics: [refused] };
  const own = ownNamespace(host);
  // What is wrong with the files has no place in the command.
  const diagnostics: Diagnostic[] = own.diagnostics.map(({ span: _, ...diagnostic }) => diagnostic);
  if (!own.value) return { value: undefined, diagnostics: [...errorsBeforeOwn(asked, host), ...diagnostics] };
  const namespace = namespaceOfOptions(asked, host, own.value);
  const problems = [...diagnostics, ...namespace.diagnostics];
  if (!namespace.value) return { value: undefined, diagnostics: problems };

  // unshare opens a shell in Podman's own namespace, whatever that lacks.
  const container =
    command.name === 'unshare'
      ? []
      : containerLevel(namespace.value, startOf(options, own.value, user, host), problems);
  const value: PodmanCommand = {
    program: 'podman',
    subcommand: command.name,
    rootless: host.rootless,
    levels: [...(host.rootless ? [levelOf(own.value, command.program)] : []), ...container],
    own: own.value.inFiles,
    hostUserns: lastValue(options, 'userns')?.text === 'host',
    user: user ?? runsAs(namespace.value),
    volumes: readVolumes(options),
    image: command.image,
  };
  return { value, diagnostics: problems };
}

function startOf(
  options: readonly Option[],
  own: OwnNamespace,
  user: PodmanUser | undefined,
  { subuid, subgid }: PodmanHost,
): Start {
  const rootfs = options.some(({ name }) => name === 'rootfs');
  return {
    own,
    user,
    subids: { uid: subuid, gid: subgid },
    from: rootfs ? 'rootfs' : 'image',
    hostNetwork: isNewPod(lastValue(options, 'pod')) || lastValue(options, 'network')?.text === 'host',
  };
}

/** The container's level, if it has one; what keeps it from starting goes to `diagnostics`. */
function containerLevel(namespace: ContainerNamespace, start: Start, diagnostics: Diagnostic[]): NamespaceMaps[] {
  switch (namespace.made) {
    case 'none': {
      const problem = ownProblem(start.own, start.user, wantsTty(start.own));
      if (problem) diagnostics.push(problem);
      return [];
    }
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
  return { uid: locatedAt(own.uid, span), gid: locatedAt(own.gid, span) };
}

/** keep-id and nomap say who runs inside; the maps' first extent has the place of the option. */
function runsAs(namespace: ContainerNamespace): PodmanUser | undefined {
  if (namespace.made !== 'new' || !namespace.runsAs) return undefined;
  const span = namespace.maps.uid[0]?.span;
  return span && { text: undefined, ...namespace.runsAs, span };
}
