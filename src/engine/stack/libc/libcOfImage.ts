import { imageReference } from './imageReference.ts';
import { type ImageRow, imageRows, REPOSITORIES, WORDS } from './imageTable.ts';
import type { Libc } from './Libc.ts';

/** The distribution that an image is made of, and its libc. */
export interface ImageLibc {
  distribution: string;
  /** "22.04", "3.14", "12". */
  release: string;
  libc: Libc;
  source: string;
}

/**
 * The libc of an image, by the release that its name or its tag names: `ubuntu:22.04`, `debian:bookworm-slim`, `python:3.12-alpine3.19`,
 * `gcr.io/distroless/cc-debian12`. undefined where no release is named, for `latest` moves, or where the table lacks it.
 */
export function libcOfImage(image: string): ImageLibc | undefined {
  const { names, words } = imageReference(image);
  const repository = names.at(-1) ?? '';
  const own = names.map((name) => REPOSITORIES.get(name)).find((family) => family !== undefined);
  const found =
    (own === undefined ? undefined : ofDistribution(own, [words[0] ?? '', ...names.map(digitsOf)])) ??
    [...words, ...repository.split('-')].map(ofWord).find((row) => row !== undefined);
  return found && toldOf(found);
}

function digitsOf(name: string): string {
  return /^ubi(\d+)$/.exec(name)?.[1] ?? '';
}

/** "22.04" and "jammy" of Ubuntu; "3.14.2" is 3.14 of Alpine, "9.4" is 9 of those that count so. */
function ofDistribution(distribution: string, words: readonly string[]): ImageRow | undefined {
  return imageRows().find(
    (row) =>
      row.distribution === distribution &&
      words.some((word) => word === row.release || word === row.codename || word.startsWith(`${row.release}.`)),
  );
}

/** A distribution and a number in one word, "alpine3.19", "debian12"; undefined for every other word. */
export function distributionAndRelease(word: string): { distribution: string; release: string } | undefined {
  const [, name = '', release = ''] = /^([a-z]+)(\d+(?:\.\d+){0,2})$/.exec(word) ?? [];
  const distribution = WORDS.get(name);
  return distribution === undefined ? undefined : { distribution, release };
}

/**
 * "alpine3.19", "bookworm", "debian12", "ubuntu22.04" within a tag or a name: the suites of Debian and Ubuntu "indicate which release the image is based
 * on" (docker-library/docs, .template-helpers/variant-default-debian.md), and python/README.md there lists 3.12-alpine3.18 and 3.12-slim-bookworm.
 */
function ofWord(word: string): ImageRow | undefined {
  const named = distributionAndRelease(word);
  if (named) return ofDistribution(named.distribution, [named.release]);
  return imageRows().find(({ codename }) => codename !== undefined && codename === word);
}

function toldOf({ distribution, release, libc, version, without, source }: ImageRow): ImageLibc {
  return { distribution, release, libc: { name: libc, version, ...(without ? { without } : {}) }, source };
}
