import { parseProfile } from '../../engine/seccomp/index.ts';

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

/** How long ten megabytes took, and how many times what one took: 10 where time grows as the text does. */
export interface LargeProfileTime {
  text: string;
  milliseconds: number;
  growth: number;
}

/** Times parseProfile on ten megabytes of each kind of text and on one, by turns, and takes the better of three. */
export function largeProfileTimes(): LargeProfileTime[] {
  return TEXTS.map(([text, before, piece, after]) => {
    const one = before + piece.repeat(MEGABYTE / piece.length) + after;
    const ten = before + piece.repeat((MEGABYTE * TIMES) / piece.length) + after;
    const runs = [0, 1, 2].map(() => [timeOf(one), timeOf(ten)] as const);
    const milliseconds = Math.min(...runs.map(([, whole]) => whole));
    return { text, milliseconds, growth: milliseconds / Math.min(...runs.map(([part]) => part)) };
  });
}

function timeOf(text: string): number {
  const before = performance.now();
  parseProfile(text);
  return performance.now() - before;
}
