import { strtoumax } from '../../linux/index.ts';
import {
  type Diagnostic,
  error,
  type JsonNode,
  memberOf,
  type Parsed,
  parsePieces,
  refused,
  type SourceText,
  shorten,
  sourceText,
  spanAt,
  valuesOf,
  warning,
} from '../../text/index.ts';
import type { IdKind, IdMap, LocatedExtent } from '../map/Extent.ts';
import { since, type Versions } from '../versions/programWords.ts';
import { checkedNumber, type Entries, type Entry, extentOf, readDecimal } from './lxc.ts';

/** The program that reads the config.json, run by root. */
export interface OciRuntime {
  runtime: 'runc' | 'crun';
  versions?: Versions | undefined;
  /** The texts of /etc/subuid and /etc/subgid, as far as they are known: crun makes the maps that a config leaves out from root's lines. */
  subids?: Record<IdKind, string | undefined>;
}

/** Whether it reads JSON with json-c, which takes commas before a bracket, the last of two keys, and no number below zero; before, with yajl. */
const usesJsonC = ({ runtime, versions }: Pick<OciRuntime, 'runtime' | 'versions'>): boolean =>
  runtime === 'crun' && since('crun', 'json-c', versions);

/**
 * A value of the config as the runtime's reader finds it. runc's (encoding/json) takes a key in any case and the last of two; crun's (libocispec's
 * get_val) takes that key alone, and a value of another kind than `kind` counts as missing.
 */
export function ociMember(
  of: Pick<OciRuntime, 'runtime' | 'versions'>,
  node: JsonNode | undefined,
  key: string,
  kind?: JsonNode['kind'],
): JsonNode | undefined {
  if (of.runtime === 'runc') return memberOf(node, key);
  const value = valuesOf(node, key).at(usesJsonC(of) ? -1 : 0);
  return kind === undefined || value?.kind === kind ? value : undefined;
}

/** What a list in JSON calls inside, outside and count. */
type ExtentNames = readonly [inside: string, outside: string, count: string];

/** OCI runtime specification, config-linux.md, "User namespace mappings". */
const OCI: ExtentNames = ['containerID', 'hostID', 'size'];
/** dockerd's IDMap in JSON (pkg/idtools, idtools.go, Docker 26.1.5). */
const DOCKER: ExtentNames = ['container_id', 'host_id', 'size'];

/** The `uidMappings` or `gidMappings` of an OCI config.json; they belong into its "linux". */
export function writeOci(map: IdMap, kind: IdKind): string {
  return `{\n  "${kind}Mappings": ${writeList(map, OCI, '  ')}\n}`;
}

/** dockerd's own list. dockerd takes no map: it builds this one from the lines of /etc/subuid. */
export function writeDocker(map: IdMap): string {
  return writeList(map, DOCKER, '');
}

/** A list with an extent a line. */
function writeList(map: IdMap, [inside, outside, count]: ExtentNames, indent: string): string {
  const items = map.map(
    (extent) =>
      `${indent}  { "${inside}": ${extent.inside}, "${outside}": ${extent.outside}, "${count}": ${extent.count} }`,
  );
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
}

/** What an OCI config says about ids, whole or the part about `linux`. */
interface OciSettings extends Entries {
  root: JsonNode | undefined;
  /** The object that holds the mappings and namespaces: `linux`, or the text's own outermost one. */
  linux: JsonNode | undefined;
}

/** What reads a list; crun's reader passes over what is no number, under that very key. */
type ListReader = Pick<OciRuntime, 'runtime' | 'versions'>;
const GO: ListReader = { runtime: 'runc' };

/** The extents of `uidMappings` and `gidMappings`, in the `linux` of a config.json or, in a part of one, outermost. */
export function readOci(text: string, reader: ListReader = GO): OciSettings {
  const source = sourceText(text);
  const { value: root, diagnostics: problems } = parsePieces(text);
  const diagnostics = problems.filter((problem) => !isTaken(problem, text, reader));
  const linux = ociMember(reader, root, 'linux', 'object') ?? root;
  const entries: Entry[] = [];
  for (const kind of ['uid', 'gid'] as const) {
    const list = ociMember(reader, linux, `${kind}Mappings`, 'array');
    if (!list) continue;
    const read = readList(source, list, OCI, reader);
    diagnostics.push(...read.diagnostics);
    entries.push(...read.extents.map((extent) => ({ ...extent, kinds: [kind] })));
  }
  return { entries, diagnostics, root, linux };
}

/** The extents of one list of an OCI config, as `readOci` reads those of the container. */
export function readOciList(
  source: SourceText,
  list: JsonNode,
): { extents: LocatedExtent[]; diagnostics: Diagnostic[] } {
  return readList(source, list, OCI);
}

/** The extents of dockerd's list, which stand for users and groups alike. */
export function readDocker(text: string): Entries {
  const { value, diagnostics } = parsePieces(text);
  if (!value) return { entries: [], diagnostics };
  const read = readList(sourceText(text), value, DOCKER);
  return {
    entries: read.extents.map((extent) => ({ ...extent, kinds: ['uid', 'gid'] })),
    diagnostics: [...diagnostics, ...read.diagnostics],
  };
}

/**
 * The extents of such a list, and every problem of its items. A number left out is 0, as Go's encoding/json leaves it; one that isn't a whole
 * number of 32 bits makes the reader refuse the whole text (specs-go, LinuxIDMapping: uint32).
 */
function readList(source: SourceText, list: JsonNode, names: ExtentNames, reader = GO) {
  const extents: LocatedExtent[] = [];
  const diagnostics: Diagnostic[] = [];
  const isCrun = reader.runtime === 'crun';
  const shape = `{ ${names.map((name) => `"${name}": …`).join(', ')} }`;
  const spanOf = ({ start, end }: JsonNode) => spanAt(source, start, end);
  if (list.kind !== 'array') {
    if (list.kind !== 'null') {
      diagnostics.push(error('json-extents', 'The mappings must be a list.', `Write [ ${shape} ].`, spanOf(list)));
    }
    return { extents, diagnostics };
  }
  for (const item of list.items) {
    const span = spanOf(item);
    if (item.kind !== 'object') {
      // A null is an extent of zeros to Go, as all these are to crun: no IDs, which is the kernel's to refuse.
      const isZero = item.kind === 'null' ? !usesJsonC(reader) : isCrun;
      const found = shorten(source.text.slice(item.start, item.end));
      const say = isZero ? warning : error;
      diagnostics.push(say('json-extent', `${found} is not a mapping.`, `Write ${shape}.`, span));
      if (isZero) extents.push({ inside: 0, outside: 0, count: 0, span });
      continue;
    }
    let uncounted: LocatedExtent['uncounted'];
    const read = extentOf(
      names.map((name): Parsed<number> => {
        const found = ociMember(reader, item, name, 'number');
        const value = found?.kind === 'null' ? undefined : found;
        if (value?.kind === 'string') {
          const message = `"${name}" is a string; it must be a number.`;
          return refused('json-number', message, 'Remove the quotes.', spanOf(value));
        }
        if (value) {
          // What JSON takes for no number is told already.
          if (value.kind === 'number' && value.unread) return { value: undefined, diagnostics: [] };
          const text = value.kind === 'number' ? value.digits : source.text.slice(value.start, value.end);
          const field = { name, text, start: value.start };
          return isCrun ? checkedNumber(source, field, strtoull(text, usesJsonC(reader))) : readDecimal(source, field);
        }
        const ignored = memberOf(item, name);
        const message = ignored
          ? `${reader.runtime} ignores this "${name}", which counts as 0.`
          : `"${name}" is missing, which counts as 0.`;
        const hint = ignored ? `Write a number, and the key as "${name}".` : `Write "${name}".`;
        // What the kernel has against a count of 0 says why it is 0.
        if (name === names[2]) {
          uncounted = { message, hint };
          return { value: 0, diagnostics: [] };
        }
        return {
          value: 0,
          diagnostics: [warning('json-number-missing', message, hint, ignored ? spanOf(ignored) : span)],
        };
      }),
    );
    diagnostics.push(...read.diagnostics);
    if (read.value) extents.push({ ...read.value, span, ...(uncounted && { uncounted }) });
  }
  return { extents, diagnostics };
}

/** A number as libocispec reads it (common_safe_uint32): strtoull(3) turns a negative one round; undefined where digits alone don't make it. */
function strtoull(text: string, unsigned: boolean): number | undefined {
  const { value, length, negative, overflow } = strtoumax(text, 0);
  if (length < text.length) return undefined;
  return overflow || (unsigned && negative && value > 0n)
    ? Number.POSITIVE_INFINITY
    : Number(BigInt.asUintN(64, negative ? -value : value));
}

/** What is no JSON but crun's reader takes all the same: comments of these two kinds (yajl_allow_comments), and with json-c a comma before a bracket. */
function isTaken({ code, span }: Diagnostic, text: string, reader: ListReader): boolean {
  if (reader.runtime !== 'crun') return false;
  return code === 'json-comment' ? text[span?.start ?? 0] === '/' : code === 'json-trailing-comma' && usesJsonC(reader);
}
