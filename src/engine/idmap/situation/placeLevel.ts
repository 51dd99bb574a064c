import { type Diagnostic, isError } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS, problemsAt } from '../kernel/mapProblems.ts';
import type { Writer } from '../kernel/Writer.ts';
import { type IdKind, type LocatedExtent, mapText, plainExtent } from '../map/Extent.ts';
import type { BuiltLevel } from './Built.ts';
import type { ReadLevel, Standing } from './Reading.ts';

/**
 * A level as it stands over its `parent`, whose inside ids its outside ids have to be, as `kernel` takes it; `before` is what was found wrong in its
 * text already. A side that is refused keeps the extents that break no rule: an extent that is only not assigned breaks none.
 */
export function placeLevel(
  { name, tool, maps, source, exists, spoilt }: BuiltLevel,
  text: number,
  parent: ReadLevel | undefined,
  before: readonly Diagnostic[],
  kernel?: string,
): { level: ReadLevel; diagnostics: Diagnostic[] } {
  const errors = before.filter(isError);
  const found: Diagnostic[] = [];
  const side = (kind: IdKind): { standing: Standing; extents: readonly LocatedExtent[] | undefined } => {
    if (!maps) return { standing: 'none', extents: undefined };
    const extents = maps[kind];
    if (!extents) return { standing: 'unknown', extents: undefined };
    const above = parent?.[kind];
    const isSpoilt = spoilt ? spoilt[kind] : errors.length > 0;
    // Where no line could be read, `before` says why: that the map is empty then adds nothing. What it was not asked for, unshare does not write.
    const isUnwritten = extents.length === 0 && (isSpoilt || tool === 'unshare');
    const checked = isUnwritten
      ? []
      : checkExtents(extents, {
          kind,
          ...(kernel !== undefined && { kernel }),
          ...(above && { parentMap: above.map(plainExtent) }),
        });
    const problems = checked.filter(({ code }) => !(exists && code === 'idmap-too-large'));
    found.push(...problems);
    const wrong = problems.length > 0 || isSpoilt;
    return {
      standing: wrong ? 'refused' : 'taken',
      extents: wrong
        ? sound(extents, [...errors.filter(({ code }) => code !== 'lxc-not-assigned'), ...problems])
        : extents,
    };
  };
  const [uid, gid] = [side('uid'), side('gid')];
  return {
    level: {
      name,
      tool,
      text,
      source,
      uid: uid.extents,
      gid: gid.extents,
      standing: { uid: uid.standing, gid: gid.standing },
    },
    diagnostics: found,
  };
}

function sound(extents: readonly LocatedExtent[], errors: readonly Diagnostic[]): LocatedExtent[] {
  const unsound = new Set(errors.map(({ span }) => span?.start));
  return extents.slice(0, MAX_EXTENTS).filter(({ span }) => !unsound.has(span.start));
}

/** What the kernel has against `extents` when a tool hands them over, each problem at the place that gave the extent. */
function checkExtents(extents: readonly LocatedExtent[], writer: Writer): Diagnostic[] {
  const outcome = checkWrite(mapText(extents), writer);
  return outcome.ok ? [] : problemsAt(outcome.diagnostics.filter(isError), extents);
}
