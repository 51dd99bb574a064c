import {
  type Diagnostic,
  error,
  type Parsed,
  partOf,
  refused,
  type Segment,
  type SourceText,
  sourceText,
  type Word,
  wordOf,
} from '../../text/index.ts';
import { since, type Versions } from '../versions/programWords.ts';
import { answerCommand } from './command/answerCommand.ts';
import { type Option, type PodmanCommand, podmanOptions, TABLES } from './command/PodmanCommand.ts';
import type { PodmanHost } from './PodmanHost.ts';

/** A section's assignment, such as UserNS=auto; `value` without white space around it. */
interface Assignment {
  section: string;
  key: string;
  value: Word;
}

/**
 * The assignments of a systemd unit file, in order: lines that begin with # or ; are comments, also between lines that a backslash joins
 * (Podman 5.4.2, pkg/systemd/parser/unitfile.go). Lines that are no assignment are passed over.
 */
function readUnit(text: string): Assignment[] {
  const source = sourceText(text);
  const found: Assignment[] = [];
  let section = '';
  for (let index = 0; index < source.lineStarts.length; index++) {
    const line = lineAt(source, index);
    const trimmed = line.text.trim();
    const header = /^\[([^\]]{1,200})\]$/.exec(trimmed)?.[1];
    if (header !== undefined) section = header;
    if (header !== undefined || trimmed === '' || /^[#;]/.test(trimmed)) continue;
    const segments = [line];
    while (segments.at(-1)?.text.endsWith('\\') && index + 1 < source.lineStarts.length) {
      const next = lineAt(source, ++index);
      if (/^\s*[#;]/.test(next.text)) continue;
      const joined = segments.pop();
      if (joined) segments.push({ ...joined, text: joined.text.slice(0, -1), end: joined.end - 1 });
      segments.push(next);
    }
    const whole = wordOf(segments, line.start, segments.at(-1)?.end ?? line.end, source);
    const equals = whole.text.indexOf('=');
    if (equals > 0)
      found.push({ section, key: whole.text.slice(0, equals).trim(), value: trim(partOf(whole, equals + 1)) });
  }
  return found;
}

function lineAt({ text, lineStarts }: SourceText, index: number): Segment {
  const start = lineStarts[index] ?? text.length;
  const line = text.slice(start, (lineStarts[index + 1] ?? text.length + 1) - 1).replace(/\r$/, '');
  return { text: line, start, end: start + line.length };
}

function trim(word: Word): Word {
  const start = word.text.length - word.text.trimStart().length;
  return partOf(word, start, Math.max(start, word.text.trimEnd().length));
}

/** The words of a value, parted at white space; quotes hold one together, a backslash takes what follows as it is (pkg/systemd/parser/split.go). */
function unitWords(value: Word): Word[] {
  const words: Word[] = [];
  let letters: number[] = [];
  let start = -1;
  let quote = '';
  const end = () => {
    if (start !== -1) words.push(pick(value, letters, start));
    letters = [];
    start = -1;
  };
  for (let at = 0; at < value.text.length; at++) {
    const letter = value.text.charAt(at);
    if (quote === '' && /\s/.test(letter)) {
      end();
      continue;
    }
    if (start === -1) start = at;
    if (letter === quote) quote = '';
    else if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === '\\' && at + 1 < value.text.length) letters.push(++at);
    else letters.push(at);
  }
  end();
  return words;
}

/** The word of the value's letters at these places. */
function pick(value: Word, places: readonly number[], start: number): Word {
  const text = places.map((at) => value.text.charAt(at)).join('');
  const span = (from = 0, to = text.length) => {
    const first = places[from] ?? start;
    return value.span(first, to > from ? (places[to - 1] ?? first) + 1 : first);
  };
  const whole = span();
  return { text, start: whole.start, end: whole.end, span };
}

/** The sections of a unit that become a Podman command. */
type QuadletSection = 'Container' | 'Pod' | 'Kube';

const MAPS = ['UIDMap', 'GIDMap', 'SubUIDMap', 'SubGIDMap'];
const REMAPS = ['RemapUsers', 'RemapUid', 'RemapGid', 'RemapUidSize'];

/**
 * Why Quadlet makes no service of the section in this release: Podman has no Quadlet yet, none for pods, or does not know one of the keys that decide on
 * the user namespace. An unknown key stops the whole unit (pkg/systemd/quadlet/quadlet.go, checkForUnknownKeys; asked of 5.4.2, 5.8.6 and 6.1.1).
 */
function quadletRefuses(
  section: QuadletSection,
  assignments: readonly Assignment[],
  versions?: Versions,
): Diagnostic | undefined {
  const own = assignments.filter((each) => each.section === section);
  const [first] = own;
  const lacks = !since('podman', 'quadlet', versions)
    ? 'Podman before 4.4 has no Quadlet: nothing reads the unit.'
    : section === 'Pod' && !since('podman', 'quadlet-pod', versions)
      ? 'Quadlet before Podman 5.0 reads no .pod units.'
      : undefined;
  if (lacks !== undefined) {
    return error('quadlet-section', lacks, 'Use a later Podman, or a unit that runs podman.', first?.value.span());
  }
  const unknown = own.find(({ key }) => !isKnown(section, key, versions));
  if (unknown === undefined) return undefined;
  const words = `unsupported key '${unknown.key}' in group '${section}'`;
  const hint = section === 'Kube' ? 'Write UserNS= instead.' : 'A later Podman knows the key. Use PodmanArgs= instead.';
  return error('quadlet-key', words, hint, unknown.value.span());
}

function isKnown(section: QuadletSection, key: string, versions: Versions | undefined): boolean {
  const isMap = MAPS.includes(key);
  if (!isMap && key !== 'UserNS') return section !== 'Pod' || !REMAPS.includes(key) || ofPods(versions);
  if (section === 'Pod') return ofPods(versions);
  if (isMap) return section === 'Container' && since('podman', 'quadlet-maps', versions);
  return since('podman', 'quadlet-userns', versions);
}

const ofPods = (versions: Versions | undefined) => since('podman', 'quadlet-pod-maps', versions);

/**
 * A Quadlet unit (podman-systemd.unit(5)): the namespaces that the `podman run`, `pod create` or `kube play` makes which its [Container], [Pod] or [Kube]
 * section becomes, on `host`. The spans stand in the unit's text. Rules as of Podman 5.4.2 (pkg/systemd/quadlet/quadlet.go); undefined
 * where the text has no such section, or the generator or Podman refuses it, in their own words.
 */
export function parseQuadlet(text: string, host: PodmanHost): Parsed<PodmanCommand> {
  const assignments = readUnit(text);
  const name = SECTIONS.find((each) => assignments.some(({ section }) => section === each));
  if (name === undefined) {
    const words = 'Found no [Container], [Pod] or [Kube] section.';
    return refused('quadlet-section', words, 'Paste the whole unit file.');
  }
  const problem = quadletRefuses(name, assignments, host.versions);
  if (problem) return { value: undefined, diagnostics: [problem] };
  const section = sectionOf(assignments, name);
  const mappings = mappingOptions(section, name !== 'Kube');
  if (!Array.isArray(mappings)) return { value: undefined, diagnostics: [mappings] };
  const user = userOption(section);
  if (user && 'code' in user) return { value: undefined, diagnostics: [user] };
  const extra = podmanOptions(section.words('PodmanArgs'), TABLES[name === 'Pod' ? 'podman pod create' : 'podman run']);

  const options: Option[] = [
    ...section.all('Network').map((value) => ({ name: 'network', value })),
    ...(user ? [user] : []),
    ...mappings,
    ...section.all('Volume').map((value) => ({ name: 'volume', value })),
    ...section.all('Mount').map((value) => ({ name: 'mount', value })),
    ...rootOption(section),
    ...section.all('Pod').map((value) => ({ name: 'pod', value })),
    ...extra.options,
  ];
  const answer = answerCommand(
    {
      name: name === 'Pod' ? 'pod create' : 'run',
      options,
      image: section.last('Image')?.text,
      program: firstWord(assignments, name, text),
      environment: undefined,
    },
    host,
  );
  return {
    value: extra.diagnostics.length > 0 ? undefined : answer.value,
    diagnostics: [...extra.diagnostics, ...answer.diagnostics],
  };
}

const SECTIONS: readonly QuadletSection[] = ['Container', 'Pod', 'Kube'];

/** User= and Group= are one option. */
function userOption(section: UnitSection) {
  const user = section.last('User');
  const group = section.last('Group');
  if (!user) {
    if (!group) return undefined;
    return error('quadlet-group', 'invalid Group set without User', 'Add User=.', group.span());
  }
  const text = group ? `${user.text}:${group.text}` : user.text;
  const value: Word = { ...user, text, span: () => user.span() };
  return { name: 'user', value };
}

function rootOption(section: UnitSection): Option[] {
  const value = section.last('Rootfs');
  return value ? [{ name: 'rootfs', value }] : [];
}

/** What stands for Podman: the first line of the section. */
function firstWord(assignments: readonly Assignment[], name: string, text: string): Word {
  const first = assignments.find(({ section }) => section === name)?.value;
  return first ?? wordOf([], 0, 0, sourceText(text));
}

/** The keys of one section of a unit. */
interface UnitSection {
  /** The last value of the key that isn't taken back, its quotes away; undefined where there is none. */
  last: (key: string) => Word | undefined;
  /** Each value of the key since it was last emptied. */
  all: (key: string) => Word[];
  /** Their words. */
  words: (key: string) => Word[];
}

function sectionOf(assignments: readonly Assignment[], section: string): UnitSection {
  const all = (key: string) => {
    const values = assignments.filter((each) => each.section === section && each.key === key).map(({ value }) => value);
    return values.slice(values.findLastIndex(({ text }) => text === '') + 1);
  };
  return {
    all,
    last: (key) => {
      const value = all(key).at(-1);
      return value && (unitWords(value)[0] ?? value);
    },
    words: (key) => all(key).flatMap(unitWords),
  };
}

const REMAP_KEYS = ['RemapUid', 'RemapGid', 'RemapUsers'];

/** The options that a section's keys become (Podman 5.4.2, pkg/systemd/quadlet/quadlet.go, handleUserMappings and handleUserRemap). */
function mappingOptions(section: UnitSection, manual: boolean): Option[] | Diagnostic {
  const userns = section.last('UserNS');
  const options: Option[] = [
    ...(userns ? [{ name: 'userns', value: userns }] : []),
    ...section.words('UIDMap').map((value) => ({ name: 'uidmap', value })),
    ...section.words('GIDMap').map((value) => ({ name: 'gidmap', value })),
  ];
  for (const [key, name] of [['SubUIDMap', 'subuidname'] as const, ['SubGIDMap', 'subgidname'] as const]) {
    const value = section.last(key);
    if (value) options.push({ name, value });
  }
  const remapped = REMAP_KEYS.flatMap((key) => section.all(key))[0];
  if (options.length === 0) return remapOptions(section, manual);
  if (!remapped) return options;
  const words = 'deprecated Remap keys are set along with explicit mapping keys';
  return error('quadlet-remap', words, 'Remove the Remap keys.', remapped.span());
}

function remapOptions(section: UnitSection, manual: boolean): Option[] | Diagnostic {
  const users = section.last('RemapUsers');
  const uids = section.words('RemapUid');
  const gids = section.words('RemapGid');
  const wrong = (words: string, hint: string, word: Word | undefined) => {
    return error('quadlet-remap', words, hint, word?.span());
  };
  const joined = (mode: string, pairs: readonly [string, Word | undefined][]): Option[] => {
    const set = pairs.flatMap(([key, value]) => (value ? [`${key}=${value.text}`] : []));
    const text = set.length === 0 ? mode : `${mode}:${set.join(',')}`;
    // Its letters stand in several lines; any of them leads to the first.
    return users ? [{ name: 'userns', value: { ...users, text, span: () => users.span() } }] : [];
  };
  switch (users?.text) {
    case undefined: {
      if (uids.length > 0) return wrong('UidMap set without RemapUsers', 'Write UIDMap= instead.', uids[0]);
      return gids.length > 0 ? wrong('GidMap set without RemapUsers', 'Write GIDMap= instead.', gids[0]) : [];
    }
    case 'manual':
      if (!manual) return wrong('RemapUsers=manual is not supported', 'Write UserNS= instead.', users);
      return [...uids.map((value) => ({ name: 'uidmap', value })), ...gids.map((value) => ({ name: 'gidmap', value }))];
    case 'auto': {
      const size = section.last('RemapUidSize');
      return joined('auto', [
        ...uids.map((word): [string, Word] => ['uidmapping', word]),
        ...gids.map((word): [string, Word] => ['gidmapping', word]),
        ['size', size && /^[1-9][0-9]*$/.test(size.text) ? size : undefined],
      ]);
    }
    case 'keep-id': {
      for (const [kind, words] of [['UID', uids] as const, ['GID', gids] as const]) {
        const single = `RemapUsers=keep-id supports only a single value for ${kind} mapping`;
        if (words.length > 1) return wrong(single, 'Keep only one.', words[1]);
      }
      return joined('keep-id', [
        ['uid', uids[0]],
        ['gid', gids[0]],
      ]);
    }
    default:
      return wrong(`unsupported RemapUsers option '${users?.text}'`, 'Write UserNS= instead.', users);
  }
}
