import answers from '../../../../content/data/libc/answers.json' with { type: 'json' };
import images from '../../../../content/data/libc/images.json' with { type: 'json' };
import { compareReleases } from '../../linux/index.ts';
import type { LibcName, LibcRow } from './Libc.ts';

/**
 * Between which releases of a libc the tables tell anything: those that were asked for real, those that a line's source names, and those of images. What
 * a release outside of them does is not known: content/data/libc/answers.json, content/data/libc/images.json.
 */
export function libcReleases(name: LibcName): { oldest: string; newest: string } {
  const told = (answers.rows as readonly LibcRow[])
    .filter(({ libc }) => libc === name)
    .flatMap(({ since, until, recorded }) => [since, until, ...recorded]);
  const had = images.images.filter(({ libc }) => libc === name).map(({ version }) => version);
  const releases = [...told, ...had].filter((release) => release !== undefined).toSorted(compareReleases);
  return { oldest: releases[0] ?? '', newest: releases.at(-1) ?? '' };
}
