import { STACK_ENGINES, type StackEngine, type StackPart } from '../../engine/stack/index.ts';

/** What a stack is made of, each part with its release: those that the instrument asks for. */
export type PartWords = Readonly<Partial<Record<StackPart, string>>>;

/** The programs and their releases. */
export interface PartReleases {
  engine: StackEngine;
  runtime: string;
  versions: Readonly<Record<'engine' | 'runtime' | 'libseccomp', string>>;
  kernel: string;
}

/** "Docker 29.9.0", "runc 1.3.6", "libseccomp 2.6.0", "Linux 6.12". */
export const partWords = ({ engine, runtime, versions, kernel }: PartReleases): Required<PartWords> => ({
  engine: `${STACK_ENGINES[engine]} ${versions.engine}`,
  runtime: `${runtime} ${versions.runtime}`,
  libseccomp: `libseccomp ${versions.libseccomp}`,
  kernel: `Linux ${kernel}`,
});
