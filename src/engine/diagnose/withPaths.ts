import { type NextStep, type PodmanVolume, parsePodman, recognise } from '../idmap/index.ts';
import { hasControls, pathWord, UNFIT_PATH } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

/** Whose volumes are read: which user it is makes no difference to them. */
const ANYBODY = {
  user: { name: 'user', uid: 1000, gid: 1000 },
  ...{ subuid: 'user:100000:65536', subgid: 'user:100000:65536', names: [] },
};
/** A directory of the host, and not the name of a volume. */
const HOST_FOLDER = /^[./~$]/;
const COMMAND = /\b(?:docker|podman)\b/;

/** A volume of a command in the text that has the path. */
interface Mounted {
  source: string;
  destination: string;
}

/**
 * The diagnoses with what the text itself tells in place of PATH and HOST_PATH: the path of the message, and where a volume of the command beside it has that
 * path on the host. A mount (HOST_PATH:PATH) is of the volume, all else of the path. What no shell takes as one word stays as it is.
 */
export function withPaths(told: readonly Diagnosis[], text: string): Diagnosis[] {
  let volumes: readonly Mounted[] | undefined;
  return told.map((diagnosis) => {
    const { path } = diagnosis.facts;
    const steps = [...diagnosis.looks, ...diagnosis.fixes, ...(diagnosis.test ? [diagnosis.test] : [])];
    if (!path?.startsWith('/') || !steps.some(({ command }) => command !== undefined && NAMES.test(command)))
      return diagnosis;
    volumes ??= COMMAND.test(text) ? volumesIn(text) : [];
    const mounted = volumes
      .filter(({ destination }) => isBelow(path, destination))
      .sort((one, other) => other.destination.length - one.destination.length)[0];
    const filled = (step: NextStep): NextStep => withWords(step, path, mounted);
    return {
      ...diagnosis,
      ...(diagnosis.test && { test: filled(diagnosis.test) }),
      looks: diagnosis.looks.map(filled),
      fixes: diagnosis.fixes.map(filled),
    };
  });
}

const NAMES = /(?<![\w$])(?:HOST_PATH|PATH)\b/;

function withWords(step: NextStep, path: string, mounted: Mounted | undefined): NextStep {
  if (step.command === undefined) return step;
  if (hasControls(path)) return NAMES.test(step.command) ? { ...step, why: `${step.why} ${UNFIT_PATH}` } : step;
  const below = mounted && path.slice(bare(mounted.destination).length);
  const words = {
    PATH: pathWord(path),
    HOST_PATH: mounted && pathWord(`${bare(mounted.source)}${below}`),
    source: beside(mounted?.source),
    destination: beside(mounted?.destination),
  };
  const command = step.command
    .replaceAll(/(?<![\w$])HOST_PATH:(PATH\b)?/g, (all, inside?: string) => {
      if (words.source === undefined) return all;
      return `${words.source}:${inside === undefined ? '' : (words.destination ?? inside)}`;
    })
    .replaceAll(/(?<=:|PGDATA=)PATH\b/g, (word) => words.destination ?? word)
    .replaceAll(
      /(?<![\w$:=])(?:HOST_PATH|PATH)\b(?!:)/g,
      (word) => (word === 'PATH' ? words.PATH : words.HOST_PATH) ?? word,
    );
  return { ...step, command };
}

/** The volumes of the commands of a text. */
const volumesIn = (text: string): Mounted[] =>
  recognise(text)
    .filter(({ kind }) => kind === 'podman')
    .flatMap(({ content }): readonly PodmanVolume[] => parsePodman(content, ANYBODY).value?.volumes ?? [])
    .flatMap(({ source, destination }) =>
      source !== undefined && HOST_FOLDER.test(source) && destination.startsWith('/') ? [{ source, destination }] : [],
    );

/** A path as a word beside a colon, which ends it. */
const beside = (path: string | undefined) => (path?.includes(':') ? undefined : pathWord(path));

const bare = (folder: string): string => folder.replace(/\/+$/, '');

const isBelow = (path: string, folder: string): boolean => path === bare(folder) || path.startsWith(`${bare(folder)}/`);
