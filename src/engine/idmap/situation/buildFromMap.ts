import { info, isError, relocateDiagnostic, relocateSpan } from '../../text/index.ts';
import { mostExtents } from '../kernel/checkWrite.ts';
import { readExtents } from '../kernel/parseIdMap.ts';
import type { LocatedExtent } from '../map/Extent.ts';
import type { MapPart } from '../recognise/Part.ts';
import { type Built, NOTHING_BUILT } from './Built.ts';

/** The namespace whose uid_map and gid_map were pasted, as `kernel` reads them; one file that doesn't say which it is stands for both. */
export function buildFromMap(parts: readonly MapPart[], kernel?: string): Built {
  const either = parts.filter(({ of }) => of === 'either');
  const uidPart = parts.find(({ of }) => of === 'uid') ?? either[0];
  const gidPart = parts.find(({ of }) => of === 'gid') ?? either.find((part) => part !== uidPart) ?? either[0];
  const used = [...new Set([uidPart, gidPart])].filter((part) => part !== undefined);
  const read = new Map(used.map((part) => [part, readPart(part, kernel)]));
  const side = (part: MapPart | undefined) => (part && read.get(part)?.extents) ?? undefined;
  const spoilt = (part: MapPart | undefined) => part !== undefined && (read.get(part)?.diagnostics ?? []).some(isError);
  const second = parts.find((part) => !used.includes(part));
  const message = 'This is a second map; only the first is read.';
  const hint = 'Add it as a nested namespace, or remove the first.';
  return {
    ...NOTHING_BUILT,
    levels: [
      {
        name: 'the namespace',
        tool: 'kernel',
        maps: { uid: side(uidPart), gid: side(gidPart) },
        exists: used.every(({ content }) => isReading(content)),
        spoilt: { uid: spoilt(uidPart), gid: spoilt(gidPart) },
        source: {
          uid: uidPart?.of === 'either' ? 'the map' : 'uid_map',
          gid: gidPart?.of === 'either' ? 'the map' : 'gid_map',
        },
      },
    ],
    diagnostics: [
      ...used.flatMap((part) => read.get(part)?.diagnostics ?? []),
      ...(second ? [info('situation-second-map', message, hint, second.span)] : []),
    ],
  };
}

/** A line as the kernel prints it: "%10u %10u %10u" (kernel/user_namespace.c, uid_m_show). What stands before the first column may be cut. */
const PRINTED = /^\s*\d{1,10} (?= *\d)[ \d]{10} (?= *\d)[ \d]{10}$/;

/** True for text that was read from /proc; what somebody writes has no such columns. */
function isReading(content: string): boolean {
  const lines = content.split('\n').map((line) => line.trimEnd());
  return lines.every((line) => line === '' || PRINTED.test(line)) && lines.some((line) => line !== '');
}

function readPart({ content, span }: MapPart, kernel: string | undefined) {
  const { extents, diagnostics } = readExtents(content, mostExtents(kernel), kernel);
  return {
    extents: extents.map((extent): LocatedExtent => ({ ...extent, span: relocateSpan(extent.span, span) })),
    // The padding counts in a write; a map that was read is none.
    diagnostics: diagnostics
      .filter(({ code }) => code !== 'idmap-too-large' || !isReading(content))
      .map((diagnostic) => relocateDiagnostic(diagnostic, span)),
  };
}
