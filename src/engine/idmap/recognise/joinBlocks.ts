import type { Draft } from './draftsOf.ts';
import type { TextLine } from './TextLine.ts';

/**
 * Blocks of one kind with nothing but blank lines between. Without a word on where they come from, two that name the same owners, or map the
 * same inside ids, are most likely a file and its twin: subuid and subgid, uid_map and gid_map, in that order. Any others are one file with a
 * blank line in it, and so is prose.
 */
export function joinBlocks(drafts: readonly Draft[]): Draft[] {
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
    } else if (above.part.kind !== 'unknown' && isUntold(above) && isUntold(below) && areTwins(above, below)) {
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

function isSameKind(above: Draft, { part, command, context }: Draft): boolean {
  if (above.command !== command || above.context.file !== context.file) return false;
  if (part.kind === 'unknown' && above.part.kind === 'unknown') return true;
  if (part.kind === 'subids' && above.part.kind === 'subids') return true;
  return part.kind === 'map' && above.part.kind === 'map';
}

function isTold({ part }: Draft): boolean {
  return 'of' in part && part.of !== 'either';
}

/** Neither a command nor a header says what it is. */
function isUntold(draft: Draft): boolean {
  return !isTold(draft) && draft.command === undefined && draft.context.file === undefined;
}

function keyOf({ part }: Draft, { said }: TextLine): string {
  return said.split(part.kind === 'map' ? /\s/ : ':', 1)[0] ?? '';
}

function asTwin(draft: Draft, which: 0 | 1): Draft {
  const { part } = draft;
  if (part.kind === 'map' && 'pid' in part)
    return { ...draft, part: { ...part, of: which === 0 ? 'uid' : 'gid' }, certain: false };
  return { ...draft, part: { kind: 'subids', of: which === 0 ? 'subuid' : 'subgid' }, certain: false };
}

/**
 * `cat /etc/subuid /etc/subgid` prints two files as one, and so does a person who pastes uid_map and gid_map one after the other. Where the
 * command names both, a part that says the same owners twice, or maps the same inside ids twice, is cut in two.
 */
export function splitTwins(drafts: readonly Draft[]): Draft[] {
  return drafts.flatMap((draft) => split(draft));
}

function split(draft: Draft): Draft[] {
  const { part, lines } = draft;
  const [first, second] = draft.context.files;
  if (first === undefined || second === undefined || first === second) return [draft];
  if (part.kind === 'subids' && 'of' in part && isSubid(first) && isSubid(second)) {
    const cut = cutBySame(lines, ({ said }) => said.slice(0, said.indexOf(':')));
    if (cut === undefined) return [draft];
    return [
      { ...draft, part: { kind: 'subids', of: first }, lines: lines.slice(0, cut) },
      { ...draft, part: { kind: 'subids', of: second }, lines: lines.slice(cut) },
    ];
  }
  if (part.kind === 'map' && 'pid' in part && isMap(first) && isMap(second)) {
    const cut = cutBySame(lines, ({ said }) => said.slice(0, said.search(/\s|$/)));
    if (cut === undefined) return [draft];
    const idKind = (file: 'uid_map' | 'gid_map') => (file === 'uid_map' ? 'uid' : 'gid');
    return [
      { ...draft, part: { ...part, of: idKind(first) }, lines: lines.slice(0, cut) },
      { ...draft, part: { ...part, of: idKind(second) }, lines: lines.slice(cut) },
    ];
  }
  return [draft];
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

function isSubid(file: string): file is 'subuid' | 'subgid' {
  return file === 'subuid' || file === 'subgid';
}

function isMap(file: string): file is 'uid_map' | 'gid_map' {
  return file === 'uid_map' || file === 'gid_map';
}
