import type { Libc, LibcName, LibcOutcome, LibcRow } from '../../../engine/stack/index.ts';
import { code, listed, type Phrase } from '../../../ui/Phrase.ts';
import type { Explanation, LibcColumn } from '../state/Reply.ts';

/** The libcs as sentences name them. */
export const LIBC_NAMES: Readonly<Record<LibcName, string>> = { glibc: 'glibc', musl: 'musl', go: 'Go' };

/** "glibc 2.35", "glibc 2.35, 32-bit". */
export const libcLabel = ({ name, version, bits }: Libc): string =>
  `${bits === 32 ? '32-bit ' : ''}${LIBC_NAMES[name]} ${version}`;

/** The releases that a line speaks of: "glibc 2.34 and newer". */
export function releasesWords({ libc, since, until, bits }: LibcRow): string {
  const name = `${bits === 32 ? '32-bit ' : ''}${LIBC_NAMES[libc]}`;
  if (since === undefined) return until === undefined ? name : `${name} up to ${until}`;
  if (until === undefined) return `${name} ${since} and newer`;
  return since === until ? `${name} ${since}` : `${name} ${since} to ${until}`;
}

/** Who makes the call: "`pthread_create` and `posix_spawn` call `clone3`". */
export function makersWords({ call, functions }: LibcRow): Phrase {
  if (functions.includes('start')) return ['every program calls ', code(call), ' as it starts'];
  const named = functions.map((each): Phrase => {
    const [name, flag] = each.split(' ');
    return [code(flag === undefined ? each : `${name}(${flag})`)];
  });
  if (functions.length === 1 && functions[0] === call) return ['the function ', code(call), ' wraps the system call'];
  return [...listed(named), functions.length === 1 ? ' calls ' : ' call ', code(call)];
}

/** "falls back to clone", "does without robust mutexes"; of many, "fall back to clone". */
export function fallbackWords(to: string | undefined, isMany = false): string {
  const does = isMany ? 'do' : 'does';
  if (to === undefined) return `${does} the same by other means`;
  return to.startsWith('no ') ? `${does} without ${to.slice(3)}` : `${isMany ? 'fall' : 'falls'} back to ${to}`;
}

/** What one or more functions of a libc do after an error. */
function outcomeWords(outcome: LibcOutcome, to: string | undefined, isMany: boolean): string {
  switch (outcome) {
    case 'falls back':
      return `${isMany ? 'they' : 'it'} ${fallbackWords(to, isMany)}`;
    case 'fails':
      return isMany ? 'they fail' : 'it fails';
    case 'passed on':
      return `${isMany ? 'they return' : 'it returns'} the error, and the program decides`;
    case 'killed':
      return 'the program ends';
    case 'unknown':
      return `${isMany ? 'their' : 'its'} behaviour is not known`;
    case 'not called':
      return 'nothing changes';
  }
}

/** What a libc does with the call, a sentence for each line of the table; that it doesn't make the call, where it has none. */
export function explanations(call: string, { libc, facts: { rows } }: LibcColumn): readonly Explanation[] {
  if (rows.length === 0)
    return [{ words: [`${libcLabel(libc)} doesn’t call `, code(call), ' by itself.'], source: undefined }];
  return rows.map((row) => ({
    words: rowWords(row),
    source: sourceWords(row, libc),
  }));
}

/** The machines that the libcs were tested on. */
const TESTED_ON: readonly (string | undefined)[] = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86', undefined];

/** Where a line is from, and what was tested; of another machine, on which one. */
function sourceWords({ source, recorded }: LibcRow, { arch, bits }: Libc): string {
  if (recorded.length === 0) return source;
  const place = TESTED_ON.includes(arch) ? '' : ` on ${bits === 32 ? '32-bit x86' : 'x86_64'}`;
  return `${source}. Tested${place} with ${recorded.join(', ')}`;
}

function rowWords(row: LibcRow): Phrase {
  const { ENOSYS, EPERM, to, note } = row;
  const after = (errno: Phrase, outcome: LibcOutcome): Phrase => [
    ' After ',
    ...errno,
    `, ${outcomeWords(outcome, to, row.functions.length > 1)}.`,
  ];
  return [
    `${releasesWords(row)}: `,
    ...makersWords(row),
    '.',
    ...(ENOSYS === EPERM
      ? after([code('ENOSYS'), ' or ', code('EPERM')], ENOSYS)
      : [...after([code('ENOSYS')], ENOSYS), ...after([code('EPERM')], EPERM)]),
    ...(note === undefined ? [] : [` ${note}`]),
  ];
}
