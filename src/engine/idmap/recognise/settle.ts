import type { Draft } from './draftsOf.ts';
import { joinBlocks, splitTwins } from './joinBlocks.ts';
import { isNearMap, isNearSubids } from './lineKind.ts';
import type { DraftPart, ListingPart } from './Part.ts';

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
