import type { Draft } from './draftsOf.ts';

/**
 * Blocks of one kind with nothing but blank lines between. Without a word on where they come from, two that name the same owners, or map the
 * same inside ids, are most likely a file and its twin: subuid and subgid, uid_map and gid_map, in that order. Any others are one file with a
 * blank line in it.
 */
export function joinBlocks(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const gap = result.at(-1);
    const above = result.at(-2);
    if (!above || !gap || !isBlank(gap) || !isSameKind(above, draft)) {
      result.push(draft);
      continue;
    }
    if (isUntold(above) && isUntold(draft) && areTwins(above, draft)) {
      result[result.length - 2] = asFirst(above);
      result.push(asSecond(draft));
    } else if (!isTold(draft) || above.context === draft.context) {
      result.splice(-2, 2, { ...above, lines: [...above.lines, ...gap.lines, ...draft.lines] });
    } else result.push(draft);
  }
  return result;
}

function isBlank({ kind, lines }: Draft): boolean {
  return kind.is === 'separator' && lines.every(({ said }) => said === '');
}

function isSameKind(above: Draft, { kind, command, context }: Draft): boolean {
  if (above.command !== command || above.context.file !== context.file) return false;
  if (kind.is === 'subids' && above.kind.is === 'subids') return true;
  return kind.is === 'map' && above.kind.is === 'map';
}

function isTold({ kind }: Draft): boolean {
  return 'of' in kind && kind.of !== 'either';
}

/** Neither a command nor a header says what it is. */
function isUntold(draft: Draft): boolean {
  return !isTold(draft) && draft.command === undefined && draft.context.file === undefined;
}

function areTwins(above: Draft, below: Draft): boolean {
  const separator = above.kind.is === 'map' ? /\s/ : /:/;
  const keys = ({ lines }: Draft) => lines.map(({ said }) => said.split(separator, 1)[0]);
  const [first, second] = [keys(above), keys(below)];
  return above.kind.is === 'map'
    ? second[0] !== undefined && first.includes(second[0])
    : first.join('\n') === second.join('\n');
}

function asFirst(draft: Draft): Draft {
  if (draft.kind.is === 'map' && 'pid' in draft.kind)
    return { ...draft, kind: { ...draft.kind, of: 'uid' }, certain: false };
  return { ...draft, kind: { is: 'subids', of: 'subuid' }, certain: false };
}

function asSecond(draft: Draft): Draft {
  if (draft.kind.is === 'map' && 'pid' in draft.kind)
    return { ...draft, kind: { ...draft.kind, of: 'gid' }, certain: false };
  return { ...draft, kind: { is: 'subids', of: 'subgid' }, certain: false };
}
