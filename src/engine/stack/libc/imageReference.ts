import { REPOSITORIES } from './imageTable.ts';

/** An image's name in its parts. */
export interface ImageReference {
  /** Without the tag and the digest. */
  path: string;
  /** The path's parts, the repository last. */
  names: readonly string[];
  /** Empty where none is given. */
  tag: string;
  /** What stands between the tag's hyphens. */
  words: readonly string[];
  /** The distribution that the repository is, and nothing else. */
  distribution: string | undefined;
}

/** The parts of an image's name; a port of the registry is no tag. */
export function imageReference(image: string): ImageReference {
  const [named = ''] = image.trim().split('@');
  const colon = named.lastIndexOf(':');
  const [path, tag] = colon <= named.lastIndexOf('/') ? [named, ''] : [named.slice(0, colon), named.slice(colon + 1)];
  const names = path.split('/');
  const words = tag === '' ? [] : tag.split('-');
  return { path, names, tag, words, distribution: REPOSITORIES.get(names.at(-1) ?? '') };
}
