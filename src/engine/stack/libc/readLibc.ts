import answers from '../../../../content/data/libc/answers.json' with { type: 'json' };
import file from '../../../../content/data/libc/images.json' with { type: 'json' };
import images from '../../../../content/data/libc/images.json' with { type: 'json' };
import { compareReleases } from '../../linux/index.ts';
import { type Diagnostic, type Parsed, type Span, shorten, warning } from '../../text/index.ts';
import type { Libc, LibcName, LibcRow } from './libcAnswer.ts';

/** A line of content/data/libc/images.json. */
interface ImageRow {
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
/** The distributions as sentences name them. */
const DISTRIBUTIONS: ReadonlyMap<string, string> = mapOf(file.distributions);

// @__NO_SIDE_EFFECTS__
function mapOf(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names));
}

/** Every release of which the libc is known; of each distribution the oldest first. */
const imageRows = (): readonly ImageRow[] => file.images as readonly ImageRow[];

/** The releases of one distribution, the oldest first. */
const releasesOf = (distribution: string): readonly ImageRow[] =>
  imageRows().filter((row) => row.distribution === distribution);

/** An image's name in its parts. */
interface ImageReference {
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
function imageReference(image: string): ImageReference {
  const [named = ''] = image.trim().split('@');
  const colon = named.lastIndexOf(':');
  const [path, tag] = colon <= named.lastIndexOf('/') ? [named, ''] : [named.slice(0, colon), named.slice(colon + 1)];
  const names = path.split('/');
  const words = tag === '' ? [] : tag.split('-');
  return { path, names, tag, words, distribution: REPOSITORIES.get(names.at(-1) ?? '') };
}

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
function distributionAndRelease(word: string): { distribution: string; release: string } | undefined {
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

/** Images whose tags name a release, by the distribution that they are made of: docker-library/repo-info has each. */
const EXAMPLES: Readonly<Record<string, string>> = {
  alpine: 'python:3.13-alpine3.24',
  ubuntu: 'eclipse-temurin:21-jammy',
};
const EXAMPLE = 'python:3.12-bookworm';

/** Those of the candidates that a word is nearest to: the engine of seccomp has one, which the calculator's page has no need to load. */
type Closest = (word: string, candidates: readonly string[]) => readonly string[];

/** Why an image's name tells no libc, and what would: no tag, a release that the table lacks, a distribution without its release, or none at all. */
export function imageProblem(
  image: string,
  { otherwise, span, closest }: { otherwise?: string; span?: Span; closest?: Closest } = {},
): Diagnostic {
  const reference = imageReference(image);
  const orName = (distribution = 'debian') => otherwise ?? `name the libc, as in ${exampleLibc(distribution)}`;
  const untagged = untaggedExample(image);
  if (untagged !== undefined)
    return warning(
      'image-untagged',
      `${image.trim()} without a tag means ${image.trim()}:latest, which changes over time.`,
      `Add a tag, as in ${untagged}, or ${orName()}.`,
      span,
    );
  const name = shorten(image.trim());
  const lacking = lackingRelease(reference);
  if (lacking) {
    const { distribution, word } = lacking;
    const releases = AND.format(releasesOf(distribution).map(({ release }) => release));
    const near = nearRelease(lacking, closest);
    const fix = near === undefined ? undefined : { fix: [wholeEdit(image, word, near)] };
    return warning(
      'image-release-unknown',
      `${name} names no known release, so its libc is unknown.`,
      `Known releases: ${titleOf(distribution)} ${releases}. Use one of these, or ${orName(distribution)}.`,
      span,
      fix,
    );
  }
  const bare = reference.words.map((word) => WORDS.get(word)).find((family) => family !== undefined);
  if (bare !== undefined)
    return warning(
      'image-release-missing',
      `The tag of ${name} names ${titleOf(bare)} but no release, so its ${releasesOf(bare)[0]?.libc ?? ''} version is unknown.`,
      `Use a tag that names the release, as in ${EXAMPLES[bare] ?? EXAMPLE}, or ${orName(bare)}.`,
      span,
    );
  return warning(
    'image-libc-unknown',
    `${name} doesn’t name a distribution’s release, so its libc is unknown.`,
    `Use a tag that names the release, as in ${EXAMPLE}, or ${orName()}.`,
    span,
  );
}

/** The newest image that the table has of a distribution whose image is named without a tag, `ubuntu:26.04` of `ubuntu`; undefined for every other name. */
export function untaggedExample(image: string): string | undefined {
  const { path, tag, distribution } = imageReference(image);
  if (tag !== '' || image.includes('@') || distribution === undefined) return undefined;
  const newest = releasesOf(distribution).at(-1);
  return newest && libcOfImage(image) === undefined ? `${path}:${newest.release}` : undefined;
}

/** A release that is named and that the table lacks: its distribution, and what names it, `sid` of debian:sid-slim, `alpine3.99` of python:3.12-alpine3.99. */
interface Lacking {
  distribution: string;
  /** The word of the tag. */
  word: string;
  /** What stands in the word before the release: a distribution. */
  prefix: string;
}

function lackingRelease({ distribution, words }: ImageReference): Lacking | undefined {
  const [first] = words;
  // What moves is no release that the table could have.
  if (first === 'latest') return undefined;
  if (distribution !== undefined && first !== undefined) return { distribution, word: first, prefix: '' };
  return words
    .map((word): Lacking | undefined => {
      const named = distributionAndRelease(word);
      return named && { distribution: named.distribution, word, prefix: word.slice(0, -named.release.length) };
    })
    .find((each) => each !== undefined);
}

/** The word with the release that was most likely meant: 22.04 for 22.4, bookworm for bookwrom; undefined where none is near. */
function nearRelease({ distribution, word, prefix }: Lacking, closest: Closest = () => []): string | undefined {
  const asked = word.slice(prefix.length);
  const rows = releasesOf(distribution);
  const same = /^\d+(\.\d+)*$/.test(asked)
    ? rows.map(({ release }) => release).filter((release) => compareReleases(release, asked) === 0)
    : closest(
        asked,
        rows.flatMap(({ codename = [] }) => codename),
      );
  const [meant] = same.length === 1 ? same : [];
  return meant && `${prefix}${meant}`;
}

/** The whole name with one word of its tag replaced. */
function wholeEdit(image: string, word: string, by: string) {
  const { path, words } = imageReference(image);
  const text = `${path}:${words.with(words.indexOf(word), by).join('-')}`;
  return { start: 0, end: image.length, text };
}

const titleOf = (distribution: string): string => DISTRIBUTIONS.get(distribution) ?? distribution;

function exampleLibc(distribution: string): string {
  const { libc, version } = releasesOf(distribution).at(-2) ?? { libc: 'glibc', version: '2.36' };
  return `${libc} ${version}`;
}

const AND = /* @__PURE__ */ new Intl.ListFormat('en-GB', { type: 'conjunction' });

/**
 * Between which releases of a libc the tables tell anything: those that were asked for real, those that a line's source names, and those of images. What
 * a release outside of them does is not known: content/data/libc/answers.json, content/data/libc/images.json.
 */
function libcReleases(name: LibcName): { oldest: string; newest: string } {
  const told = (answers.rows as readonly LibcRow[])
    .filter(({ libc }) => libc === name)
    .flatMap(({ since, until, recorded }) => [since, until, ...recorded]);
  const had = images.images.filter(({ libc }) => libc === name).map(({ version }) => version);
  const releases = [...told, ...had].filter((release) => release !== undefined).toSorted(compareReleases);
  return { oldest: releases[0] ?? '', newest: releases.at(-1) ?? '' };
}

const LIBC = /^(glibc|musl|go)[\s:-]*v?(\d{1,3}(?:\.\d{1,4}){1,2})$/i;

/** The libc that a reader names: by an image, `ubuntu:22.04`, or itself, `glibc 2.35`; a diagnostic where the name tells none, or a release that the tables don't reach. */
export function readLibc(text: string, closest?: Closest): Parsed<Libc> {
  const named = text.trim();
  const [, name, version] = LIBC.exec(named) ?? [];
  if (name !== undefined && version !== undefined)
    return ofRelease({ name: name.toLowerCase() as LibcName, version }, named);
  const image = libcOfImage(named);
  if (image) return { value: image.libc, diagnostics: [] };
  return { value: undefined, diagnostics: [imageProblem(text, closest && { closest })] };
}

function ofRelease(libc: Libc, named: string): Parsed<Libc> {
  const { oldest, newest } = libcReleases(libc.name);
  const beyond = (end: string): Parsed<Libc> => {
    const message = `${named} is ${end}, so what it does is unknown.`;
    const hint = `Name a release from ${oldest} to ${newest}.`;
    return { value: undefined, diagnostics: [warning('libc-release-unknown', message, hint, undefined)] };
  };
  if (compareReleases(libc.version, newest) > 0) return beyond(`newer than ${newest}, the newest release in the table`);
  if (compareReleases(libc.version, oldest) < 0) return beyond(`older than ${oldest}, the oldest release in the table`);
  return { value: libc, diagnostics: [] };
}
