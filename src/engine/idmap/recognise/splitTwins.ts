import type { Draft } from './draftsOf.ts';
import type { TextLine } from './TextLine.ts';

/**
 * `cat /etc/subuid /etc/subgid` prints two files as one, and so does a person who pastes uid_map and gid_map one after the other. Where the
 * command names both, a part that says the same owners twice, or maps the same inside ids twice, is cut in two.
 */
export function splitTwins(drafts: readonly Draft[]): Draft[] {
  return drafts.flatMap((draft) => split(draft));
}

function split(draft: Draft): Draft[] {
  const { kind, lines } = draft;
  const [first, second] = draft.context.files;
  if (first === undefined || second === undefined || first === second) return [draft];
  if (kind.is === 'subids' && 'of' in kind && isSubid(first) && isSubid(second)) {
    const cut = cutBySame(lines, ({ said }) => said.slice(0, said.indexOf(':')));
    if (cut === undefined) return [draft];
    return [
      { ...draft, kind: { is: 'subids', of: first }, lines: lines.slice(0, cut) },
      { ...draft, kind: { is: 'subids', of: second }, lines: lines.slice(cut) },
    ];
  }
  if (kind.is === 'map' && 'pid' in kind && isMap(first) && isMap(second)) {
    const cut = cutBySame(lines, ({ said }) => said.slice(0, said.search(/\s|$/)));
    if (cut === undefined) return [draft];
    const of = (file: 'uid_map' | 'gid_map') => (file === 'uid_map' ? 'uid' : 'gid');
    return [
      { ...draft, kind: { ...kind, of: of(first) }, lines: lines.slice(0, cut) },
      { ...draft, kind: { ...kind, of: of(second) }, lines: lines.slice(cut) },
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
