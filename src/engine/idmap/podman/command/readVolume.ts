import type { Span } from '../../../text/index.ts';
import { splitWord, type Word } from '../text/Word.ts';
import { allValues, type Option } from './readOptions.ts';

/** A directory of the host, or a named volume, that the command mounts. */
export interface PodmanVolume {
  /** Undefined where Podman makes the volume. */
  source: string | undefined;
  destination: string;
  options: readonly string[];
  /** The option U: Podman gives all of it to the user inside (chown -R). */
  chown: boolean;
  /** The option idmap: what follows its "=", '' where nothing does, undefined without it. */
  idmap: string | undefined;
  span: Span;
}

/** The volumes of -v, and of --mount type=bind and type=volume (podman-run(1)). */
export function readVolumes(options: readonly Option[]): PodmanVolume[] {
  return [
    ...allValues(options, 'volume').map(readVolume),
    ...allValues(options, 'mount').flatMap((word) => readMount(word) ?? []),
  ];
}

/** [SOURCE:]DESTINATION[:OPTIONS] */
export function readVolume(word: Word): PodmanVolume {
  const parts = splitWord(word, ':').map(({ text }) => text);
  // C:\dir:/data is one path and another.
  const windows = /^[A-Za-z]$/.test(parts[0] ?? '') && /^[\\/]/.test(parts[1] ?? '');
  if (windows) parts.splice(0, 2, `${parts[0]}:${parts[1]}`);
  const [first = '', second, third = ''] = parts;
  const list = third === '' ? [] : third.split(',');
  return {
    source: second === undefined ? undefined : first,
    destination: second ?? first,
    ...ofOptions(list),
    span: word.span(),
  };
}

function readMount(word: Word): PodmanVolume | undefined {
  const pairs = word.text.split(',').map((pair): [string, string | undefined] => {
    const at = pair.indexOf('=');
    return at === -1 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  const value = (...keys: string[]) => pairs.findLast(([key]) => keys.includes(key))?.[1];
  const type = value('type') ?? 'volume';
  if (type !== 'bind' && type !== 'volume') return undefined;
  const own = ['type', 'src', 'source', 'dst', 'destination', 'target'];
  const list = pairs
    .filter(([key, set]) => !own.includes(key) && set !== 'false')
    .map(([key, set]) => (set === undefined || set === 'true' ? key : `${key}=${set}`));
  return {
    source: value('src', 'source'),
    destination: value('dst', 'destination', 'target') ?? '',
    ...ofOptions(list.map((option) => (option === 'chown' ? 'U' : option))),
    span: word.span(),
  };
}

function ofOptions(options: readonly string[]): Pick<PodmanVolume, 'options' | 'chown' | 'idmap'> {
  const idmap = options.find((option) => option === 'idmap' || option.startsWith('idmap='));
  return { options, chown: options.includes('U'), idmap: idmap?.slice('idmap='.length) };
}
