import type { Diagnostic, Parsed, Word } from '../../../text/index.ts';
import { locatedAt, type NamespaceMaps } from '../../map/Extent.ts';
import type { OwnNamespace } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import type { ContainerNamespace } from '../userns/ContainerNamespace.ts';
import { containerMaps, type Start, wantsTty } from '../userns/containerMaps.ts';
import { ownNamespace } from '../userns/rootlessNamespace.ts';
import { ownProblem } from '../userns/runtimeProblem.ts';
import { isNewPod } from './namespaceInPod.ts';
import { errorsBeforeOwn, type NamespaceOptions, namespaceOfOptions } from './namespaceOfOptions.ts';
import { groupsProblem, otherPodmanRefuses } from './otherPodman.ts';
import { type PodmanCommand, type PodmanUser, readUser, readVolumes } from './PodmanCommand.ts';
import { allValues, lastValue, type Option } from './readOptions.ts';

/** A command whose options are read. */
export interface ReadCommand {
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
