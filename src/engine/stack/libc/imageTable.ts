import file from '../../../../content/data/libc/images.json' with { type: 'json' };
import type { Libc } from './Libc.ts';

/** A line of content/data/libc/images.json. */
export interface ImageRow {
  distribution: string;
  release: string;
  codename?: string;
  libc: Libc['name'];
  version: string;
  without?: string[];
  source: string;
}

/** Repositories of images that are a distribution and nothing else; those of one family count as one. */
export const REPOSITORIES: ReadonlyMap<string, string> = mapOf(file.repositories);
/** Their names within a tag: these too, as in amazoncorretto:17-al2023 and eclipse-temurin:21-jdk-ubi9-minimal. */
export const WORDS: ReadonlyMap<string, string> = mapOf({ ...file.repositories, ...file.words });
/** The distributions as sentences name them. */
export const DISTRIBUTIONS: ReadonlyMap<string, string> = mapOf(file.distributions);

// @__NO_SIDE_EFFECTS__
function mapOf(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names));
}

/** Every release of which the libc is known; of each distribution the oldest first. */
export const imageRows = (): readonly ImageRow[] => file.images as readonly ImageRow[];

/** The releases of one distribution, the oldest first. */
export const releasesOf = (distribution: string): readonly ImageRow[] =>
  imageRows().filter((row) => row.distribution === distribution);
