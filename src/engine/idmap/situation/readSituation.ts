import { type Diagnostic, info, isError, sourceText, spanAt } from '../../text/index.ts';
import { checkWrite } from '../kernel/checkWrite.ts';
import { MAX_EXTENTS, problemsAt } from '../kernel/mapProblems.ts';
import type { Writer } from '../kernel/Writer.ts';
import { type IdKind, type LocatedExtent, mapText, plainExtent } from '../map/Extent.ts';
import { recognise } from '../recognise/recognise.ts';
import type { Part } from '../recognise/Typed.ts';
import { parseSubids } from '../subid/parseSubids.ts';
import { readSubidsAsShadow } from '../subid/readSubidsAsShadow.ts';
import { since } from '../versions/programWords.ts';
import { buildNamespaces } from './buildNamespaces.ts';
import type { Built, BuiltLevel } from './hostUser.ts';
import type { Reading, ReadLevel, ReadText, Standing } from './Reading.ts';
import { readShownHost, type ShownHost } from './readShownHost.ts';
import { type Given, type ReadAs, typedUser } from './Situation.ts';

/**
 * A level as it stands over its `parent`, whose inside ids its outside ids have to be, as `kernel` takes it; `before` is what was found wrong in its
 * text already. A side that is refused keeps the extents that break no rule: an extent that is only not assigned breaks none.
 */
function placeLevel(
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

/**
 * Everything that a reader's texts say about a host and the namespaces on it: what each part was recognised as, the maps level by level as the
 * tools build them and the kernel takes or refuses them, and all that is wrong. Never throws.
 */
export function readSituation(given: Given): Reading {
  const texts: ReadText[] = [];
  const levels: ReadLevel[] = [];
  let onHost: ShownHost | undefined;
  const built = given.texts.map(({ text, readAs, parts = partsOf(text, readAs) }, index): Built => {
    const shown = readShownHost(text, parts, readAs === 'subuid');
    onHost ??= shown;
    const here = buildNamespaces(parts, given, shown);
    const diagnostics = [...here.diagnostics];
    for (const level of here.levels) {
      const placed = placeLevel(level, index, levels.at(-1), here.diagnostics, given.kernel);
      levels.push(placed.level);
      diagnostics.push(...placed.diagnostics);
    }
    if (here.levels.every(({ tool }) => tool !== 'dockerd')) {
      diagnostics.push(...linesIgnored(shown, given.versions));
      if (readAs === 'paste' && isCutShort(text, parts, given.versions)) diagnostics.push(CUT_SHORT);
    }
    texts.push({ parts, diagnostics: once(diagnostics) });
    return here;
  });
  const shown = onHost ?? readShownHost('', []);
  const linesOf = (file: string | undefined) => (file === undefined ? undefined : parseSubids(file).value);
  const subuid = linesOf(shown.subuid);
  const runBy = built.find((each) => each.runBy)?.runBy;
  const namedLevels = named(levels);
  return {
    texts,
    levels: namedLevels,
    situation: {
      levels: namedLevels,
      user: shown.caller ?? runBy ?? typedUser(given),
      subuid,
      subgid: shown.subgid === shown.subuid ? subuid : linesOf(shown.subgid),
      accounts: shown.accounts,
    },
    caller: shown.caller,
    dockerDesktop: shown.dockerDesktop,
    userProblems: built.flatMap(({ userProblems }) => userProblems),
    asks: built.find(({ asks }) => asks !== 'nothing')?.asks ?? 'nothing',
    runBy,
    grants: built.find(({ grants }) => grants)?.grants,
    otherwise: built.length === 1 ? built[0]?.otherwise : undefined,
    command: built.find(({ command }) => command)?.command,
    computedFor: [...new Set(built.flatMap(({ computedFor }) => computedFor))],
  };
}

/** Lines of the files that newuidmap, and with it Podman and rootless Docker, ignores or reads in another way than it seems; dockerd reads them by itself. */
function linesIgnored({ subuid = '', subgid = '' }: ShownHost, versions: Given['versions']): Diagnostic[] {
  return [...new Set([subuid, subgid])].flatMap((text) => readSubidsAsShadow(text, versions).diagnostics);
}

/** A pasted text ends within its last line of the file, and newuidmap's release cares. */
const isCutShort = (text: string, parts: readonly Part[], versions: Given['versions']): boolean =>
  !text.endsWith('\n') && parts.at(-1)?.kind === 'subids' && since('shadow', 'text-file', versions);

const CUT_SHORT = info(
  'situation-no-newline',
  'No newline ends the last line here. If the file ends so too, newuidmap says “Non-text file” and assigns nothing.',
  'tail -n 1 /etc/subuid | cat -A shows a $ where a newline ends the line.',
);

/** The whole text as one part where its kind is settled beforehand. */
function partsOf(text: string, readAs: ReadAs): readonly Part[] {
  if (readAs === 'paste') return recognise(text);
  const cut = { span: spanAt(sourceText(text), 0, text.length), text, content: text, certain: true };
  return readAs === 'subuid' ? [{ ...cut, kind: 'subids', of: 'either' }] : [{ ...cut, kind: 'map', of: 'either' }];
}

/** Levels of the same name told apart: the container, the container within it, the third container. */
function named(levels: readonly ReadLevel[]): ReadLevel[] {
  return levels.map((level, index) => {
    const before = levels.slice(0, index).filter(({ name }) => name === level.name).length;
    if (before === 0) return level;
    const nth = ['', '', 'third', 'fourth', 'fifth'][before] ?? `${before + 1}th`;
    const name = before === 1 ? `${level.name} within it` : level.name.replace(/^(?:the )?/, `the ${nth} `);
    return { ...level, name };
  });
}

/** What is true of users and groups alike, or what two rules find at one place, is said once. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const said = new Set<string>();
  return diagnostics.filter(({ code, span }) => {
    const key = `${code} ${span?.start} ${span?.end}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}
