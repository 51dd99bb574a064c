import { goQuote, VERSIONS } from '../../../linux/index.ts';
import {
  type Diagnostic,
  error,
  info,
  type Parsed,
  partOf,
  refused,
  type Span,
  shorten,
  splitWord,
  type Word,
  warning,
} from '../../../text/index.ts';
import { EVERY_ID } from '../../map/compose.ts';
import type { IdKind } from '../../map/Extent.ts';
import { since } from '../../versions/programWords.ts';
import type { BothMaps } from '../maps/BothMaps.ts';
import { type OwnNamespace, readMapOptions } from '../maps/readMapOptions.ts';
import type { PodmanHost } from '../PodmanHost.ts';
import type { ContainerNamespace, RunsAs } from '../userns/ContainerNamespace.ts';
import { type ModeContext, NO_MAP, namespaceOfMode } from '../userns/namespaceOfMode.ts';
import { readUserns, type Userns } from '../userns/readUserns.ts';
import { hostRanges, noRanges } from '../userns/rootlessNamespace.ts';

/** Whether --pod names a pod that the command itself makes. */
export const isNewPod = (pod: Word | undefined): boolean => pod?.text.startsWith('new:') === true;

/**
 * The namespace of a container in a pod, by --userns alone. Since 5.8 Podman takes no mode of its own there but host and pod. A new pod
 * (`--pod new:NAME`) gets no user namespace, whatever --userns says; up to 5.7 the mode then counts for the container, and auto for nothing (asked of
 * 4.3.1, 5.4.2, 5.8.6 and 6.1.1; cmd/podman/containers/create.go, createPodIfNecessary).
 */
function namespaceInPod(
  pod: Word,
  userns: Word | undefined,
  context: Omit<ModeContext, 'span'>,
): Parsed<ContainerNamespace> {
  const isNew = isNewPod(pod);
  if (isNew && pod.text === 'new:') {
    const hint = 'Write a name after "new:".';
    return refused('podman-exclusive', 'new pod name must be at least one character', hint, pod.span());
  }
  const read: Parsed<Userns> = userns ? readUserns(userns, context.own) : { value: { mode: 'host' }, diagnostics: [] };
  const { value: mode, diagnostics } = read;
  if (!mode) return { value: undefined, diagnostics };
  const span = (userns ?? pod).span();
  const isTaken = mode.mode === 'host' || mode.mode === 'pod';
  if (!isTaken && since('podman', 'userns-in-pod', context.host.versions)) return besidePod(IN_POD, userns ?? pod);
  if (!isNew) return { value: { made: 'elsewhere' }, diagnostics: [joinsPod(pod)] };
  switch (mode.mode) {
    case 'host':
      return { value: { made: 'none' }, diagnostics: [] };
    case 'pod': {
      const words = 'OCI runtime error: crun: cannot setns `/proc/PID/ns/user`: Invalid argument';
      return refused('podman-no-pod', words, `${WITHOUT} Leave --userns out.`, span);
    }
    case 'auto': {
      const message = `--userns=auto has no effect: ${WITHOUT}`;
      return { value: { made: 'none' }, diagnostics: [warning('podman-new-pod', message, MAKE_FIRST, span)] };
    }
    default:
      return namespaceOfMode(mode, { ...context, span });
  }
}

const WITHOUT = 'Podman makes the new pod without a user namespace.';
const MAKE_FIRST = 'Make the pod first: podman pod create --userns=auto.';
const IN_POD = 'cannot set user namespace mode when joining pod with infra container: invalid argument';
const MAPS_IN_POD = 'cannot specify a new uid/gid map when entering a pod with an infra container: invalid argument';

/** Maps of the container's own, which Podman takes in no pod with an infra container. */
function mapsInPod(looksAtPod: boolean, map: Word): Parsed<ContainerNamespace> {
  return besidePod(looksAtPod ? IN_POD : MAPS_IN_POD, map);
}

function besidePod(words: string, given: Word): Parsed<ContainerNamespace> {
  const hint = 'The pod has the namespace; give the option to podman pod create.';
  return refused('podman-exclusive', words, hint, given.span());
}

function joinsPod(pod: Word): Diagnostic {
  const message = `The container has the namespace of the pod ${shorten(pod.text)}; the command doesn’t show its map.`;
  return info('podman-joins', message, 'Look at the podman pod create command that made the pod.', pod.span());
}

/** The options that decide on a container's user namespace. */
export interface NamespaceOptions {
  userns: Word | undefined;
  /** PODMAN_USERNS, which counts where neither an option nor a pod says otherwise. */
  environment: Word | undefined;
  uidmap: readonly Word[];
  gidmap: readonly Word[];
  subuidname: Word | undefined;
  subgidname: Word | undefined;
  pod: Word | undefined;
  user: RunsAs | undefined;
}

/**
 * The namespace that they make, or Podman's refusal (Podman 5.4.2, cmd/podman/containers/create.go, CreateInit; pkg/specgenutil, FillOutSpecGen;
 * pkg/util/utils.go, ParseIDMapping). Of a pod's namespace as it is since 5.8: a pod has an infra container unless it was made without.
 */
export function namespaceOfOptions(
  options: NamespaceOptions,
  host: PodmanHost,
  own: OwnNamespace,
): Parsed<ContainerNamespace> {
  const { userns, pod, subuidname, subgidname } = options;
  const looksAtPod = since('podman', 'userns-in-pod', host.versions);
  if (userns && pod && !looksAtPod && !isNewPod(pod))
    return besidePod('--userns and --pod cannot be set together', userns);
  const uid = valuesOf(options.uidmap, 'uidmap');
  const gid = valuesOf(options.gidmap, 'gidmap');
  const broken = [...uid.diagnostics, ...gid.diagnostics];
  if (!uid.value || !gid.value) return { value: undefined, diagnostics: broken };
  const [map] = [
    ...uid.value,
    ...gid.value,
    ...[filled(subuidname), filled(subgidname)].filter((word) => word !== undefined),
  ];
  if (map) {
    const made = namespaceOfMaps({ uid: uid.value, gid: gid.value }, options, map.span(), host, own);
    if (!userns) return pod && made.value ? mapsInPod(looksAtPod, map) : made;
    if (since('podman', 'maps-exclusive', host.versions)) return exclusive(userns, made, own);
    if (userns.text === 'host') return { value: { made: 'none' }, diagnostics: [] };
    return made;
  }
  if (pod) return namespaceInPod(pod, userns, { host, own, user: options.user });
  const mode = userns ?? options.environment;
  if (!mode) return { value: { made: 'none' }, diagnostics: [] };
  const read = readUserns(mode, own);
  const made = read.value && namespaceOfMode(read.value, { host, own, user: options.user, span: mode.span() });
  return { value: made?.value, diagnostics: [...read.diagnostics, ...(made?.diagnostics ?? [])] };
}

/** Podman reads the maps, or with auto its options and not the maps, before it sees that they don't go together. */
function exclusive(userns: Word, made: Parsed<ContainerNamespace>, own: OwnNamespace): Parsed<ContainerNamespace> {
  const ofMaps = readingErrors(made);
  const [before, after] = isAuto(userns) ? [readingErrors(readUserns(userns, own)), ofMaps] : [ofMaps, []];
  const words = '--userns and --uidmap/--gidmap/--subuidname/--subgidname are mutually exclusive';
  const hint = 'Leave --userns out: the maps alone make the namespace.';
  return {
    value: undefined,
    diagnostics: [...before, error('podman-exclusive', words, hint, userns.span()), ...after],
  };
}

/**
 * What Podman says of the maps before it makes a namespace of its own for a user without privileges, where any id may stand behind "@"
 * (Podman 5.4.2, pkg/domain/infra/runtime_libpod.go, getRuntime).
 */
export function errorsBeforeOwn(options: NamespaceOptions, host: PodmanHost): Diagnostic[] {
  const { userns, uidmap, gidmap, subuidname, subgidname } = options;
  const outer: OwnNamespace = { uid: EVERY_ID, gid: EVERY_ID, rootless: true };
  const [uid, gid] = [valuesOf(uidmap, 'uidmap'), valuesOf(gidmap, 'gidmap')];
  if (!uid.value || !gid.value) return [...uid.diagnostics, ...gid.diagnostics];
  const [given] = [...uidmap, ...gidmap, subuidname, subgidname].filter((word) => word !== undefined);
  if (!given) return [];
  return readingErrors(
    userns && isAuto(userns)
      ? readUserns(userns, outer)
      : namespaceOfMaps({ uid: uid.value, gid: gid.value }, options, given.span(), host, outer),
  );
}

function isAuto({ text }: Word): boolean {
  return text === 'auto' || text.startsWith('auto:');
}

function readingErrors({ diagnostics }: Parsed<unknown>): Diagnostic[] {
  return diagnostics.filter(({ code, severity }) => severity === 'error' && code !== 'podman-no-map');
}

function valuesOf(words: readonly Word[], option: string): Parsed<Word[]> {
  const lists = words.map((word) => splitCsv(word, option));
  const diagnostics = lists.flatMap((list) => list.diagnostics);
  return { value: diagnostics.length > 0 ? undefined : lists.flatMap(({ value }) => value ?? []), diagnostics };
}

function namespaceOfMaps(
  lists: { uid: Word[]; gid: Word[] },
  { subuidname, subgidname }: NamespaceOptions,
  span: Span,
  host: PodmanHost,
  own: OwnNamespace,
): Parsed<ContainerNamespace> {
  // Podman 5.4.2 looks the names up, and then once more with each in the other's place; the second answer counts.
  const uidName = filled(subuidname) ?? filled(subgidname);
  const gidName = filled(subgidname) ?? uidName;
  const asked = namedRanges(uidName, gidName, host);
  const named = asked.value && uidName?.text !== gidName?.text ? namedRanges(gidName, uidName, host) : asked;
  const read = readMapOptions(lists.uid, lists.gid, own, since('podman', 'map-flags', host.versions));
  const diagnostics = [...named.diagnostics, ...read.diagnostics, ...swapped(uidName, gidName)];
  if (!named.value || !read.value) return { value: undefined, diagnostics };
  const maps = { uid: [...named.value.uid, ...read.value.uid], gid: [...named.value.gid, ...read.value.gid] };
  if (maps.uid.length === 0 && maps.gid.length === 0) {
    return refused('podman-no-map', NO_MAP, 'Give a mapping with a count from 1 up.', span);
  }
  return { value: { made: 'new', maps, by: 'options' }, diagnostics };
}

/** An empty name is none. */
function filled(word: Word | undefined): Word | undefined {
  return word?.text === '' ? undefined : word;
}

function swapped(subuidname: Word | undefined, subgidname: Word | undefined): Diagnostic[] {
  if (!subuidname || !subgidname || subuidname.text === subgidname.text) return [];
  const message = `Podman ${VERSIONS.podman} confuses the two: the UIDs are those of ${subgidname.text}, the GIDs those of ${subuidname.text}.`;
  const hint = 'Give both the same name, or write the ranges out with --uidmap and --gidmap.';
  return [warning('podman-names-swapped', message, hint, subuidname.span())];
}

/** The ranges of --subuidname and --subgidname, laid end to end from inside 0; one name serves for both (containers/storage, NewIDMappings). */
function namedRanges(uids: Word | undefined, gids: Word | undefined, host: PodmanHost): Parsed<BothMaps> {
  const maps: BothMaps = { uid: [], gid: [] };
  for (const [kind, word] of [['uid', uids] as const, ['gid', gids] as const]) {
    if (!word) continue;
    const byNumber = since('podman', 'subuid-number', host.versions);
    const account = byNumber
      ? host.names?.find((each) => each.kind === 'uid' && String(each.id) === word.text)
      : undefined;
    const ranges = hostRanges(host, account?.name ?? word.text)[kind];
    if (ranges.length === 0) {
      const hint = `Name an owner that has a line in /etc/sub${kind}.`;
      return refused('podman-no-ranges', noRangesWords(kind, word.text, host), hint, word.span());
    }
    let inside = 0;
    for (const { start, count } of ranges) {
      maps[kind].push({ inside, outside: start, count, span: word.span() });
      inside += count;
    }
  }
  return { value: maps, diagnostics: [] };
}

function noRangesWords(kind: IdKind, name: string, { versions }: PodmanHost): string {
  const words = noRanges(kind, name);
  return since('podman', 'maps-exclusive', versions) ? words : words.replace(/^no/, 'No');
}

/**
 * The values in one use of an option that takes a list: parted at commas, as a line of CSV, which may quote a value (spf13/pflag, readAsCSV, over
 * Go's encoding/csv). `option` is the name for the message.
 */
function splitCsv(word: Word, option: string): Parsed<Word[]> {
  if (word.text === '') return { value: [], diagnostics: [] };
  if (!word.text.includes('"')) return { value: splitWord(word, ','), diagnostics: [] };
  const malformed = (at: number, why: string): Parsed<Word[]> => {
    const column = new TextEncoder().encode(word.text.slice(0, at)).length + 1;
    const words = `invalid argument ${goQuote(word.text)} for "--${option}" flag: parse error on line 1, column ${column}: ${why}`;
    const diagnostic: Diagnostic = error('podman-option-value', words, 'Remove the quotes.', word.span(at, at + 1));
    return { value: undefined, diagnostics: [diagnostic] };
  };
  const values: Word[] = [];
  for (let at = 0; at <= word.text.length; ) {
    if (word.text.charAt(at) === '"') {
      const end = word.text.indexOf('"', at + 1);
      if (end === -1) return malformed(word.text.length, 'extraneous or missing " in quoted-field');
      const next = word.text.charAt(end + 1);
      if (next !== '' && next !== ',') return malformed(end, 'extraneous or missing " in quoted-field');
      values.push(partOf(word, at + 1, end));
      at = end + 2;
      continue;
    }
    const comma = word.text.indexOf(',', at);
    const end = comma === -1 ? word.text.length : comma;
    const quote = word.text.indexOf('"', at);
    if (quote !== -1 && quote < end) return malformed(quote, 'bare " in non-quoted-field');
    values.push(partOf(word, at, end));
    at = end + 1;
  }
  return { value: values, diagnostics: [] };
}
