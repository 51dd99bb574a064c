import { parseProfile } from '../../engine/seccomp/index.ts';
import { type Timed, timed } from './Timed.ts';

const MEGABYTE = 1_000_000;
const TIMES = 10;
const HEAD = '"defaultAction":"SCMP_ACT_ERRNO"';
const RULE = '{"names":["socket"],"action":"SCMP_ACT_ALLOW","args":[{"index":0,"value":40,"op":"SCMP_CMP_NE"}]},';

/** Kinds of text by what stands before, again and again, and after. */
const TEXTS: readonly (readonly [kind: string, before: string, piece: string, after: string])[] = [
  ['rules', `{${HEAD},"syscalls":[`, RULE, 'null]}'],
  ['names', `{${HEAD},"syscalls":[{"action":"SCMP_ACT_ALLOW","names":[`, '"read",', '"read"]}]}'],
  ['unknown', `{${HEAD},"syscalls":[{"action":"SCMP_ACT_ALLOW","names":[`, '"reed",', '"reed"]}]}'],
  ['conditions', `{${HEAD},"syscalls":[{"args":[`, '{"index":0,"value":1},', '{}]}]}'],
  ['a string', `{${HEAD},"listenerPath":"`, 'path', '"}'],
  ['errors', '{', 'key,:', '}'],
  ['open strings', '{', '"x\n', '}'],
  ['comments', `{${HEAD}`, '/**/', '}'],
  ['brackets', '', '[', ''],
];

/** Times parseProfile on a megabyte of each kind of text and on ten: 10 where time grows as the text does. */
export function largeProfileTimes(): Timed[] {
  return TEXTS.map(([kind, before, piece, after]) => {
    const one = before + piece.repeat(MEGABYTE / piece.length) + after;
    const ten = before + piece.repeat((MEGABYTE * TIMES) / piece.length) + after;
    return timed(
      kind,
      () => parseProfile(one),
      () => parseProfile(ten),
      3,
    );
  });
}
