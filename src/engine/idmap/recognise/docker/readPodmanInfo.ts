import { type SourceText, sourceText, spanAt } from '../../../text/index.ts';
import type { LocatedExtent, NamespaceMaps } from '../../map/Extent.ts';
import { eachLine } from '../listing/listedId.ts';
import { jsonScalars } from './jsonScalars.ts';

/** What `podman info` tells about user namespaces. */
export interface PodmanInfo {
  /** host.idMappings: the user's own namespace; both undefined where Podman runs as root, which has none. */
  maps: NamespaceMaps;
  rootless: boolean | undefined;
  version: string | undefined;
}

/** "- container_id: 0", `"host_id": 1000,`, "size: 1", or the key of a list. */
const FIELD =
  /^[\s{[-]{0,40}"?(container_id|host_id|size|uidmap|gidmap|rootless|Version)"?\s{0,8}:\s{0,8}"?([\w.+-]{0,40})/;

/** Reads `podman info`, YAML or JSON (libpod/define/info.go, Podman 5.4.2). */
export function readPodmanInfo({ content }: { content: string }): PodmanInfo {
  return content.trimStart().startsWith('{') ? ofJson(content) : ofLines(content);
}

function ofJson(content: string): PodmanInfo {
  const source = sourceText(content);
  const scalars = jsonScalars(content);
  const scalarAt = (key: string) => scalars.find(({ path }) => path === key || path.endsWith(`.${key}`))?.value;
  const list = (key: string): LocatedExtent[] | undefined => {
    const extents: LocatedExtent[] = [];
    let fields: Record<string, number> = {};
    let from: number | undefined;
    for (const { path, value, start, end } of scalars) {
      const name = path.split(`${key}[].`)[1];
      if (name === undefined || !/^\d{1,10}$/.test(value)) continue;
      fields = { ...fields, [name]: Number(value) };
      from ??= start;
      const { container_id: inside, host_id: outside, size: count } = fields;
      if (inside === undefined || outside === undefined || count === undefined) continue;
      extents.push({ inside, outside, count, span: spanAt(source, from, end) });
      fields = {};
      from = undefined;
    }
    return extents.length > 0 ? extents : undefined;
  };
  const rootless = scalarAt('rootless');
  return {
    maps: { uid: list('uidmap'), gid: list('gidmap') },
    rootless: rootless === 'true' ? true : rootless === 'false' ? false : undefined,
    version: scalarAt('Version'),
  };
}

function ofLines(content: string): PodmanInfo {
  const source = sourceText(content);
  const lists: { uid: LocatedExtent[] | undefined; gid: LocatedExtent[] | undefined } = {
    uid: undefined,
    gid: undefined,
  };
  let current: LocatedExtent[] | undefined;
  let extent: Partial<Record<string, number>> & { at?: number } = {};
  let rootless: boolean | undefined;
  let version: string | undefined;
  eachLine(source, (start, end) => {
    const found = FIELD.exec(content.slice(start, Math.min(end, start + 200)));
    if (!found) return;
    const [, name = '', value = ''] = found;
    if (name === 'uidmap' || name === 'gidmap') {
      current = [];
      lists[name === 'uidmap' ? 'uid' : 'gid'] = current;
      extent = {};
    } else if (name === 'rootless') rootless = value === 'true' ? true : value === 'false' ? false : rootless;
    else if (name === 'Version') version ??= value === '' ? undefined : value;
    else if (/^\d{1,10}$/.test(value)) {
      extent = { ...extent, [name]: Number(value), at: Math.min(extent.at ?? start, start) };
      const complete = completeExtent(source, extent, end);
      if (complete) {
        current?.push(complete);
        extent = {};
      }
    }
  });
  return { maps: lists, rootless, version };
}

/** The extent, once all three of its fields are there, in whatever order. */
function completeExtent(
  source: SourceText,
  { container_id: inside, host_id: outside, size: count, at = 0 }: Partial<Record<string, number>>,
  end: number,
): LocatedExtent | undefined {
  if (inside === undefined || outside === undefined || count === undefined) return undefined;
  const indent = source.text.slice(at, end).search(/\S/);
  return { inside, outside, count, span: spanAt(source, at + Math.max(indent, 0), end) };
}
