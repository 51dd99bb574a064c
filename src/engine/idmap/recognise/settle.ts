import { type Draft, ofFile } from './draftsOf.ts';
import { isMapFile, isNearMap, isNearSubids, isSubidFile, type TextLine } from './readHeader.ts';
import type { DraftPart, ListingPart } from './Typed.ts';

/**
 * Blocks of one kind with nothing but blank lines between. Without a word on where they come from, two that name the same owners, or map the
 * same inside ids, are most likely a file and its twin: subuid and subgid, uid_map and gid_map, in that order. Any others are one file with a
 * blank line in it, and so is prose.
 */
function joinBlocks(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  /** The lines that the last draft of `result` has grown to, where it has. */
  let grown: TextLine[] | undefined;
  /** The keys of its lines, where they have been asked for. */
  let keys: Set<string> | undefined;
  for (let at = 0; at < drafts.length; at += 1) {
    const draft = drafts[at] as Draft;
    const above = result.at(-1);
    const below = drafts[at + 1];
    if (!above || !below || !isBlank(draft) || !isSameKind(above, below)) {
      result.push(draft);
      grown = undefined;
      keys = undefined;
    } else if (above.part.kind !== 'unknown' && isOpen(above) && isOpen(below) && areTwins(above, below)) {
      result[result.length - 1] = asTwin(above, 0);
      result.push(draft, asTwin(below, 1));
      grown = undefined;
      keys = undefined;
      at += 1;
    } else {
      grown ??= [...above.lines];
      for (const { lines } of [draft, below]) for (const line of lines) grown.push(line);
      if (keys) for (const line of below.lines) keys.add(keyOf(below, line));
      result[result.length - 1] = { ...above, lines: grown };
      at += 1;
    }
  }
  return result;

  /** Says the same owners line for line, or maps an id that was mapped. A block that has grown is not gone through again. */
  function areTwins(above: Draft, below: Draft): boolean {
    if (above.part.kind !== 'map') {
      const same = (line: TextLine, at: number) => keyOf(above, line) === keyOf(below, below.lines[at] as TextLine);
      return above.lines.length === below.lines.length && above.lines.every(same);
    }
    keys ??= new Set(above.lines.map((line) => keyOf(above, line)));
    const [first] = below.lines;
    return first !== undefined && keys.has(keyOf(below, first));
  }
}

function isBlank({ part, lines }: Draft): boolean {
  return part.kind === 'separator' && lines.every(({ said }) => said === '');
}

const JOINED: ReadonlySet<string> = new Set(['unknown', 'subids', 'map']);

function isSameKind(above: Draft, { part, command, context }: Draft): boolean {
  if (above.command !== command || above.context.file !== context.file) return false;
  return part.kind === above.part.kind && JOINED.has(part.kind);
}

/** Neither a command nor a header says which of two files it is. */
function isOpen({ part, command, context }: Draft): boolean {
  const isOfEither = !('of' in part) || part.of === 'either';
  return isOfEither && command === undefined && context.file === undefined;
}

function keyOf({ part }: Draft, { said }: TextLine): string {
  return said.split(part.kind === 'map' ? /\s/ : ':', 1)[0] ?? '';
}

function asTwin(draft: Draft, which: 0 | 1): Draft {
  const files = draft.part.kind === 'map' ? (['uid_map', 'gid_map'] as const) : (['subuid', 'subgid'] as const);
  return { ...draft, part: ofFile(draft.part, files[which]), certain: false };
}

/**
 * `cat /etc/subuid /etc/subgid` prints two files as one, and so does a person who pastes uid_map and gid_map one after the other. Where the
 * command names both, a part that says the same owners twice, or maps the same inside ids twice, is cut in two.
 */
function splitTwins(drafts: readonly Draft[]): Draft[] {
  return drafts.flatMap((draft) => {
    const { part, lines, context } = draft;
    const [first, second] = context.files;
    const isOfSuch = part.kind === 'map' ? isMapFile : part.kind === 'subids' ? isSubidFile : undefined;
    if (first === second || !isOfSuch?.(first) || !isOfSuch(second)) return [draft];
    const cut = cutBySame(lines, (line) => keyOf(draft, line));
    if (cut === undefined) return [draft];
    return [
      { ...draft, part: ofFile(part, first), lines: lines.slice(0, cut) },
      { ...draft, part: ofFile(part, second), lines: lines.slice(cut) },
    ];
  });
}

/** Where the second file begins: at the first line whose key was the first line's; undefined where there is none. */
function cutBySame(lines: readonly TextLine[], key: (line: TextLine) => string): number | undefined {
  const [head] = lines;
  if (!head) return undefined;
  const keys = lines.map(key);
  const half = lines.length / 2;
  if (Number.isInteger(half) && keys.slice(0, half).every((each, at) => each === keys[half + at])) return half;
  const again = keys.indexOf(keys[0] ?? '', 1);
  return again === -1 ? undefined : again;
}

/**
 * Second look: neighbours of one kind become one part; lines that went wrong among lines of a map or of /etc/subuid join them, so that
 * their own parser tells what is wrong; what follows an error without a gap belongs to the error.
 */
export function settle(drafts: readonly Draft[]): Draft[] {
  const adopted = adopt(adopt(drafts, false), true);
  return splitTwins(joinBlocks(merge(adopted)));
}

/** The second half of a message that a narrow terminal broke: it begins in the middle of a sentence. */
function isBroken({ part, lines }: Draft): boolean {
  return (
    part.kind === 'error' &&
    /^(?:and|or|if|to|for|in|of|on|with|from|by|is|the|not|denied|argument|permitted)\b/.test(lines[0]?.said ?? '')
  );
}

/** A message that was broken into lines has no more of them; what follows is something else. */
const LONGEST_ERROR = 4;

/** Gives lines that are unknown, or a poor guess, to the neighbour above, or, `fromBelow`, to the one below. */
function adopt(drafts: readonly Draft[], fromBelow: boolean): Draft[] {
  const ordered = fromBelow ? [...drafts].reverse() : drafts;
  const ahead = kindsAhead(ordered);
  const result: Draft[] = [];
  for (const [index, draft] of ordered.entries()) {
    const neighbour = result.at(-1);
    const between = ahead[index] === neighbour?.part.kind;
    if (!neighbour || !isStray(draft) || !adopts(neighbour, draft, fromBelow, between)) result.push(draft);
    else if (neighbour.part.kind === 'error') {
      result[result.length - 1] = { ...neighbour, lines: [...neighbour.lines, ...draft.lines] };
    } else {
      result.push({ ...draft, part: neighbour.part, certain: neighbour.certain, context: neighbour.context });
    }
  }
  return fromBelow ? result.reverse() : result;
}

function isStray(draft: Draft): boolean {
  return draft.part.kind === 'unknown' || (draft.part.kind === 'accounts' && !draft.certain) || isBroken(draft);
}

/** For each draft, the kind of the next one that is no stray line. */
function kindsAhead(drafts: readonly Draft[]): (DraftPart['kind'] | undefined)[] {
  const ahead: (DraftPart['kind'] | undefined)[] = new Array(drafts.length).fill(undefined);
  for (let at = drafts.length - 2; at >= 0; at -= 1) {
    const next = drafts[at + 1] as Draft;
    ahead[at] = isStray(next) ? ahead[at + 1] : next.part.kind;
  }
  return ahead;
}

function adopts(neighbour: Draft, { lines, context }: Draft, fromBelow: boolean, between: boolean): boolean {
  const said = lines[0]?.said ?? '';
  switch (neighbour.part.kind) {
    case 'map':
      return isNearMap(said);
    case 'subids':
      return isNearSubids(said, between);
    case 'accounts':
      return said.startsWith('#');
    case 'error':
      return !fromBelow && neighbour.lines.length < LONGEST_ERROR;
    case 'listing':
      return listed(neighbour.part.tool, said, fromBelow, context === neighbour.context);
    default:
      return false;
  }
}

/** Lines of a listing that hold no owner: `total 8`, a folder's name, the rows of ps. */
function listed(tool: ListingPart['tool'], said: string, fromBelow: boolean, sameCommand: boolean): boolean {
  if (tool === 'ps') return !fromBelow && sameCommand;
  const isLs = tool === 'ls';
  return isLs && (/^(?:total|insgesamt|итого) \d/.test(said) || (fromBelow && /^\S.{0,200}:$/.test(said)));
}

/** Puts neighbours together that are one thing. */
function merge(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  for (let at = 0; at < drafts.length; ) {
    const first = drafts[at] as Draft;
    let end = at + 1;
    let { certain } = first;
    const oneLineTells = first.part.kind === 'map' || first.part.kind === 'subids';
    for (let next = drafts[end]; next && isOne(first, next); next = drafts[end]) {
      certain = oneLineTells ? certain || next.certain : certain && next.certain;
      end += 1;
    }
    result.push(
      end === at + 1 ? first : { ...first, certain, lines: drafts.slice(at, end).flatMap(({ lines }) => lines) },
    );
    at = end;
  }
  return result;
}

/** Kinds that are one part however many of their lines stand together. */
const RUNS: ReadonlySet<string> = new Set(['subids', 'map', 'listing', 'accounts', 'separator', 'unknown']);

function isOne(above: Draft, below: Draft): boolean {
  const [a, b] = [above.part, below.part];
  if (a.kind !== b.kind || !RUNS.has(a.kind) || above.command !== below.command || above.where !== below.where)
    return false;
  if (a.kind === 'separator' || a.kind === 'unknown') return true;
  if (above.context.file !== below.context.file) return false;
  if ('of' in a && 'of' in b && a.of !== b.of) return false;
  return !('tool' in a && 'tool' in b && a.tool !== b.tool);
}
