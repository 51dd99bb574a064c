import { parseUint32 } from '../../../linux/index.ts';
import { type Diagnostic, error, info, isError, type Parsed, type Span } from '../../../text/index.ts';
import type { IdKind, NamespaceMaps } from '../../map/Extent.ts';
import { since, type Versions } from '../../versions/programWords.ts';
import { type Entry, hostMaps, mapsOf, noMaps } from '../lxc.ts';
import { addSafe, hostIdTaken, type IncusSetting, incusSettings, readRawIdmap } from './incusSettings.ts';

/** The range of one kind that Incus may give its containers. */
interface BaseRange {
  kinds: readonly IdKind[];
  outside: number;
  count: number;
}

/** What Incus's own package assigns to root where /etc/subuid has no line of root's yet (incus 7.0.2, incus-base.postinst, on a fresh Debian). */
const USUAL_BASE: readonly BaseRange[] = (['uid', 'gid'] as const).map((kind) => ({
  kinds: [kind],
  outside: 1000000,
  count: 1000000000,
}));

/** Incus leaves out ranges that hold fewer ids (shared/idmap/set.go, FilterPOSIX). */
const LEAST = 65536;

/**
 * Root's ranges in both files as Incus reads them when it starts: lines of "root", in capitals too, else those of "0"; what follows a # is no part of
 * a line. Undefined where it has none, or can't read a file: then it starts no unprivileged container (incus 6.0.4, internal/server/sys/os.go,
 * getIdmapset; shared/idmap/set_load.go, getFromShadow).
 */
function incusBase(subuid: string, subgid: string): readonly BaseRange[] | undefined {
  const found: BaseRange[] = [];
  for (const [kind, text] of [
    ['uid', subuid],
    ['gid', subgid],
  ] as const) {
    const named = readRanges(text, 'root');
    const ranges = named?.length === 0 ? readRanges(text, '0') : named;
    if (!ranges || ranges.length === 0) return undefined;
    found.push(...ranges.map((range) => ({ kinds: [kind], ...range })));
  }
  const large = found.filter(({ count }) => count >= LEAST);
  return large.length > 0 ? large : undefined;
}

/** The owner's ranges; undefined where a line has fewer than three fields, whoever it is for. */
function readRanges(text: string, owner: string): { outside: number; count: number }[] | undefined {
  const ranges: { outside: number; count: number }[] = [];
  for (const line of text.split('\n')) {
    const [content = ''] = line.replace(/\r$/, '').split('#', 1);
    if (content === '') continue;
    const [name = '', start, count] = content.split(':', 4);
    if (start === undefined || count === undefined) return undefined;
    if (name.toLowerCase() !== owner) continue;
    const [outside, ids] = [parseUint32(start), parseUint32(count)];
    if (!outside.error && !ids.error) ranges.push({ outside: Number(outside.value), count: Number(ids.value) });
  }
  return ranges;
}

/** What of the host a container's map depends on: undefined where nobody has shown the file. */
interface IncusHost {
  subuid?: string | undefined;
  subgid?: string | undefined;
}

/** How many ids an isolated container gets, and one with a base of its own. */
const USUAL_SIZE = 65536;

/**
 * The maps of an Incus container: root's ranges, or with security.idmap.isolated or security.idmap.base a range of its own, and the entries of raw.idmap put
 * into it (incus 6.0.4, internal/server/instance/drivers/driver_lxc.go, findIdmap; seen with incusd 7.0.2). The message of the first error is what Incus
 * says. Of isolated containers the first one's range is told, unless volatile.idmap.base names it. Undefined where there is no such setting.
 */
export function parseIncus(text: string, host: IncusHost = {}, versions: Versions = {}): Parsed<NamespaceMaps> {
  const settings = incusSettings(text);
  const [first] = settings;
  if (!first) {
    const hint = 'Paste the output of incus config show NAME, or the lines of raw.idmap.';
    return noMaps(error('incus-no-setting', 'No settings in this text, such as raw.idmap.', hint));
  }
  const values = valuesOf(settings);
  const invalid = invalidValues(settings, versions);
  if (invalid.some(isError)) return noMaps(...invalid);
  if (isTrue(values['security.privileged'])) {
    const message = 'The container is privileged: it has no map, and its IDs are the host’s.';
    return {
      value: hostMaps(first.span),
      diagnostics: [info('incus-privileged', message, 'raw.idmap has no effect here.', first.span)],
    };
  }

  const { subuid, subgid } = host;
  const shown = subuid ?? subgid;
  const base = shown === undefined ? USUAL_BASE : incusBase(subuid ?? shown, subgid ?? shown);
  if (!base) {
    const message = "System doesn't have a functional idmap setup";
    const hint = 'Assign root at least 65536 UIDs and GIDs in /etc/subuid and /etc/subgid, then restart Incus.';
    return noMaps(error('incus-no-base', message, hint, first.span));
  }
  const told = shown === undefined ? [usualBase(first.span)] : [];
  const own = ownRange(values, base, first.span, versions);
  if ('code' in own) return noMaps(...told, own);

  const raw = settings.find(({ key }) => key === 'raw.idmap');
  const read = readRawIdmap(raw?.lines ?? []);
  const diagnostics: Diagnostic[] = [...read.diagnostics, ...own.diagnostics];
  let entries: readonly Entry[] = own.entries;
  for (const entry of read.entries) {
    const added = addSafe(entries, entry);
    if (added) entries = added;
    else diagnostics.push(hostIdTaken(entry.span));
  }
  if (diagnostics.some(isError)) return noMaps(...diagnostics);
  const { maps, diagnostics: ofTheKernel } = mapsOf(entries);
  return { value: maps, diagnostics: [...told, ...diagnostics, ...ofTheKernel] };
}

type Values = Readonly<Record<string, string | undefined>>;

function valuesOf(settings: readonly IncusSetting[]): Values {
  return Object.fromEntries(settings.map(({ key, lines }) => [key, lines.map(({ text }) => text).join('\n')]));
}

const TRUE = /^(?:true|1|yes|on)$/i;
const BOOLEAN = /^(?:true|1|yes|on|false|0|no|off)?$/i;
const isTrue = (value = '') => TRUE.test(value);

/** What Incus doesn't store (internal/instance/config.go: IsBool, IsUint32). */
function invalidValues(settings: readonly IncusSetting[], versions: Versions): Diagnostic[] {
  const found = settings.flatMap(({ key, lines, span }): Diagnostic[] => {
    const value = lines[0]?.text ?? '';
    if (/^security\.(?:idmap\.isolated|privileged)$/.test(key) && !BOOLEAN.test(value)) {
      return [error('incus-boolean', `Invalid value for a boolean "${value}"`, 'Write true or false.', span)];
    }
    const wrong = /^security\.idmap\.(?:size|base)$/.test(key) && value !== '' ? parseUint32(value).error : undefined;
    if (!wrong) return [];
    const message = `Invalid value for uint32 "${value}": ${wrong.words}`;
    return [error('incus-uint32', message, 'Write a number from 0 to 4294967295.', span)];
  });
  const values = valuesOf(settings);
  const base = settings.find(({ key }) => key === 'security.idmap.base');
  if (!values['security.idmap.base'] || !isTrue(values['security.idmap.isolated']) || !base) return found;
  if (!since('incus', 'base-alone', versions)) return found;
  const message = "security.idmap.base can't be used with security.idmap.isolated";
  return [...found, error('incus-base-isolated', message, 'Leave one of them out.', base.span)];
}

/** The range that raw.idmap is put into. */
function ownRange(
  values: Values,
  base: readonly BaseRange[],
  span: Span,
  versions: Versions,
): { entries: readonly Entry[]; diagnostics: Diagnostic[] } | Diagnostic {
  const size = values['security.idmap.size'] ? Number(values['security.idmap.size']) : undefined;
  const isolated = isTrue(values['security.idmap.isolated']);
  const chosen = values['security.idmap.base'];
  if (chosen && (isolated || since('incus', 'base-alone', versions))) {
    return { entries: bothAt(Number(chosen), size ?? USUAL_SIZE, span), diagnostics: [] };
  }
  if (!isolated) {
    const entries = base.map((range) => ({
      ...range,
      inside: 0,
      count: size !== undefined && range.count >= size ? size : range.count,
      span,
    }));
    return { entries, diagnostics: [] };
  }
  const [first] = base;
  const stored = Number(values['volatile.idmap.base'] ?? '');
  const count = size ?? USUAL_SIZE;
  const from = stored > 0 ? stored : (first?.outside ?? 0) + USUAL_SIZE;
  if (from + count > (first?.outside ?? 0) + (first?.count ?? 0)) {
    const hint = `It needs ${count} IDs from ${from} up: assign root a larger range.`;
    return error('incus-not-enough', 'Not enough uid/gid available for the container', hint, span);
  }
  const message = `An isolated container gets a range of its own: ${from} for the first one.`;
  const hint = 'volatile.idmap.base in incus config show tells where it begins.';
  const diagnostics = stored > 0 ? [] : [info('incus-isolated', message, hint, span)];
  return { entries: bothAt(from, count, span), diagnostics };
}

function bothAt(outside: number, count: number, span: Span): Entry[] {
  return (['uid', 'gid'] as const).map((kind) => ({ kinds: [kind], inside: 0, outside, count, span }));
}

function usualBase(span: Span): Diagnostic {
  const message = 'No /etc/subuid given: Incus’s own package assigns root 1000000000 IDs from 1000000 on.';
  return info('incus-usual-base', message, 'Paste root’s lines of /etc/subuid and /etc/subgid as well.', span);
}
