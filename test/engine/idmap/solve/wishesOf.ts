import type { Wish } from '../../../../src/engine/idmap/index.ts';

/** Mappings in short, each `1000:1005`, `1000:1005:2`, `1000-1002:1005` or one of these after `uid` or `gid`. */
export function wishesOf(text: string): Wish[] {
  return [...text.matchAll(/(?:([ug]id) )?(\d+)(?:-(\d+))?:(\d+)(?:-\d+)?(?::(\d+))?/g)].map(
    ([, kind, first, last = first, outside, count]) => ({
      inside: Number(first),
      outside: Number(outside),
      count: Number(count ?? Number(last) - Number(first) + 1),
      kind: kind === 'uid' || kind === 'gid' ? kind : 'both',
    }),
  );
}
