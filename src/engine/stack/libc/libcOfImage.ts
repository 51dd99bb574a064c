import file from '../../../../content/data/libc/images.json' with { type: 'json' };
import type { Libc } from './Libc.ts';

/** The distribution that an image is made of, and its libc. */
export interface ImageLibc {
  distribution: string;
  /** "22.04", "3.14", "12". */
  release: string;
  libc: Libc;
  source: string;
}

/** A line of content/data/libc/images.json. */
interface Row {
  distribution: string;
  release: string;
  codename?: string;
  libc: Libc['name'];
  version: string;
  without?: string[];
  source: string;
}

/** Repositories of images that are a distribution and nothing else; those of one family count as one. */
const REPOSITORIES: ReadonlyMap<string, string> = mapOf(file.repositories);
/** Their names within a tag: these too, as in amazoncorretto:17-al2023 and eclipse-temurin:21-jdk-ubi9-minimal. */
const WORDS: ReadonlyMap<string, string> = mapOf({ ...file.repositories, ...file.words });

// @__NO_SIDE_EFFECTS__
function mapOf(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names));
}

/**
 * The libc of an image, by the release that its name or its tag names: `ubuntu:22.04`, `debian:bookworm-slim`, `python:3.12-alpine3.19`,
 * `gcr.io/distroless/cc-debian12`. undefined where no release is named, for `latest` moves, or where the table lacks it.
 */
export function libcOfImage(image: string): ImageLibc | undefined {
  const [path = '', tag = ''] = withoutDigest(image.trim());
  const names = path.split('/');
  const repository = names.at(-1) ?? '';
  const own = names.map((name) => REPOSITORIES.get(name)).find((family) => family !== undefined);
  const words = tag === '' ? [] : tag.split('-');
  const found =
    (own === undefined ? undefined : ofDistribution(own, [words[0] ?? '', ...names.map(digitsOf)])) ??
    [...words, ...repository.split('-')].map(ofWord).find((row) => row !== undefined);
  return found && toldOf(found);
}

/** The newest image that the table has of a distribution whose image is named without a tag, `ubuntu:25.10` of `ubuntu`; undefined for every other name. */
export function untaggedExample(image: string): string | undefined {
  const [path = '', tag = ''] = withoutDigest(image.trim());
  const family = tag === '' && !image.includes('@') ? REPOSITORIES.get(path.split('/').at(-1) ?? '') : undefined;
  const newest = family && rows().findLast(({ distribution }) => distribution === family);
  return newest && libcOfImage(image) === undefined ? `${path}:${newest.release}` : undefined;
}

/** The path of an image reference and its tag; a port of the registry is no tag. */
function withoutDigest(image: string): [path: string, tag: string] {
  const [named = ''] = image.split('@');
  const colon = named.lastIndexOf(':');
  return colon <= named.lastIndexOf('/') ? [named, ''] : [named.slice(0, colon), named.slice(colon + 1)];
}

const rows = (): readonly Row[] => file.images as readonly Row[];

function digitsOf(name: string): string {
  return /^ubi(\d+)$/.exec(name)?.[1] ?? '';
}

/** "22.04" and "jammy" of Ubuntu; "3.14.2" is 3.14 of Alpine, "9.4" is 9 of those that count so. */
function ofDistribution(distribution: string, words: readonly string[]): Row | undefined {
  return rows().find(
    (row) =>
      row.distribution === distribution &&
      words.some((word) => word === row.release || word === row.codename || word.startsWith(`${row.release}.`)),
  );
}

/**
 * "alpine3.19", "bookworm", "debian12", "ubuntu22.04" within a tag or a name: the suites of Debian and Ubuntu "indicate which release the image is based
 * on" (docker-library/docs, .template-helpers/variant-default-debian.md), and python/README.md there lists 3.12-alpine3.18 and 3.12-slim-bookworm.
 */
function ofWord(word: string): Row | undefined {
  const named = /^([a-z]+)(\d+(?:\.\d+){0,2})$/.exec(word);
  const family = WORDS.get(named?.[1] ?? '');
  if (named && family !== undefined) return ofDistribution(family, [named[2] ?? '']);
  return rows().find(({ codename }) => codename !== undefined && codename === word);
}

function toldOf({ distribution, release, libc, version, without, source }: Row): ImageLibc {
  return { distribution, release, libc: { name: libc, version, ...(without ? { without } : {}) }, source };
}
