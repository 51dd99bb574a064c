import { type Diagnostic, error, info, relocateDiagnostic } from '../../text/index.ts';
import { readNewuidmap } from '../formats/commandOptions.ts';
import { mapsOf } from '../formats/Entries.ts';
import { type IdKind, plainExtent } from '../map/Extent.ts';
import { checkNewuidmap } from '../newuidmap/checkNewuidmap.ts';
import { parsePodman } from '../podman/parsePodman.ts';
import { parseQuadlet } from '../podman/parseQuadlet.ts';
import type { Part } from '../recognise/Part.ts';
import { type HostUser, isWrongId } from '../subid/HostFacts.ts';
import { parseUnshare } from '../unshare/parseUnshare.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';
import type { Given } from './Given.ts';
import type { HostLooks } from './HostLooks.ts';
import { assumedFiles, hostFacts, hostUser, isUnsettled } from './hostUser.ts';
import { relocateMaps } from './relocateMaps.ts';

type CommandPart = Part & { kind: 'podman' | 'unshare' | 'newuidmap' };

export function isCommand(part: Part): part is CommandPart {
  return part.kind === 'podman' || part.kind === 'unshare' || part.kind === 'newuidmap';
}

/**
 * The namespaces that a command makes, run by the host's user on a host with the files that were shown; undefined for a docker command, whose
 * namespace is for dockerd to make.
 */
export function buildFromCommand(part: CommandPart, given: Given, looks: HostLooks): Built | undefined {
  const user = hostUser(given, looks);
  const of = ofCommand(part, user.value, looks);
  if (!of) return undefined;
  // The accounts that lines are for are Podman's to choose from; root's Podman asks for nobody.
  const asksUser = part.kind === 'podman' ? of.command?.rootless !== false : user.diagnostics.some(isWrongId);
  if (asksUser && isUnsettled(user)) {
    return {
      ...NOTHING_BUILT,
      userProblems: user.diagnostics,
      asks: 'user',
      ...(of.command && { command: of.command }),
    };
  }
  const { asksFiles, ...built } = of;
  const assumed = asksFiles ? assumedFiles(user.value, looks) : [];
  return { userProblems: [...user.diagnostics, ...assumed], asks: 'user', runBy: user.value, ...built };
}

function ofCommand(part: CommandPart, user: HostUser, looks: HostLooks): OfCommand | undefined {
  switch (part.kind) {
    case 'unshare':
      return ofUnshare(part, user, looks);
    case 'newuidmap':
      return ofNewuidmap(part, user, looks);
    case 'podman':
      return ofPodman(part, user, looks);
  }
}

type OfCommand = Pick<Built, 'levels' | 'diagnostics' | 'computedFor' | 'command'> & {
  /** What /etc/subuid lends makes a difference. */
  asksFiles: boolean;
};

const SOURCE = { uid: 'the text', gid: 'the text' } as const;

function ofUnshare({ content, span }: Part, user: HostUser, looks: HostLooks): OfCommand {
  const { value, diagnostics } = parseUnshare(content, hostFacts(user, looks));
  return {
    levels: [{ name: 'the namespace', tool: 'unshare', maps: value && relocateMaps(value, span), source: SOURCE }],
    diagnostics: diagnostics.map((diagnostic) => relocateDiagnostic(diagnostic, span)),
    computedFor: ['util-linux 2.41'],
    asksFiles: /auto|subids/.test(content),
  };
}

/** Where a file was shown, newuidmap asks it whether the ids are lent. */
function ofNewuidmap({ content, span }: Part, user: HostUser, looks: HostLooks): OfCommand {
  const { entries, diagnostics } = readNewuidmap(content);
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  const refusals = (['uid', 'gid'] as const).flatMap((kind: IdKind): Diagnostic[] => {
    const extents = maps[kind];
    const subids = looks[`sub${kind}`];
    if (!extents || subids === undefined) return [];
    const numbers = extents.map(plainExtent).flatMap(({ inside, outside, count }) => [inside, outside, count]);
    const outcome = checkNewuidmap({ kind, args: ['1', ...numbers.map(String)], caller: user, subids });
    return outcome.ok ? [] : [error('newuidmap-refused', outcome.message, undefined, extents[0]?.span ?? span)];
  });
  return {
    levels: [{ name: 'the namespace', tool: 'newuidmap', maps: relocateMaps(maps, span), source: SOURCE }],
    diagnostics: [...diagnostics, ...ofTheKernel, ...refusals].map((diagnostic) =>
      relocateDiagnostic(diagnostic, span),
    ),
    computedFor: ['newuidmap 4.17.4'],
    asksFiles: false,
  };
}

/** A unit of podman-systemd.unit(5), or lines of one. */
const QUADLET = /^[ \t]*(?:\[(?:Container|Pod)\]|(?:UserNS|UIDMap|GIDMap|SubUIDMap|SubGIDMap)[ \t]*=)/m;

function ofPodman({ content, span }: Part, user: HostUser, looks: HostLooks): OfCommand | undefined {
  const host = hostFacts(user, looks);
  const isUnit = QUADLET.test(content);
  // Lines of a unit without their section are taken to be a container's.
  const added = isUnit && !/^[ \t]*\[/m.test(content) ? '[Container]\n' : '';
  const { value, diagnostics } = isUnit
    ? parseQuadlet(added + content, { ...host, rootless: user.uid !== 0 })
    : parsePodman(content, host);
  const at = added === '' ? span : { ...span, start: span.start - added.length, line: span.line - 1 };
  if (value?.program === 'docker' && !value.hostUserns) return undefined;
  const isDocker = value ? value.program === 'docker' : /^\s*(?:sudo\s+)?docker\b/.test(content);
  const levels = value?.levels ?? [undefined];
  const told = levels.length === 0 ? [...diagnostics, hostIds()] : diagnostics;
  const names = levels.length > 1 ? ['the user’s namespace', 'the container'] : ['the container'];
  const tool = value && !value.rootless ? 'podman-root' : 'podman';
  return {
    levels: levels.map((maps, index) => ({
      name: names[index] ?? 'the container',
      tool,
      maps: maps && relocateMaps(maps, at),
      source: SOURCE,
    })),
    diagnostics: told.map((diagnostic) => relocateDiagnostic(diagnostic, at)),
    computedFor: [isDocker ? 'dockerd 26.1.5' : 'Podman 5.4.2'],
    asksFiles: value === undefined || value.rootless,
    ...(value && { command: value }),
  };
}

function hostIds(): Diagnostic {
  return info('situation-host-ids', 'The command makes no user namespace: IDs in the container are the host’s.');
}
