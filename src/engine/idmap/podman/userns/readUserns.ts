import { goQuote, parseUint32 } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, partOf, refused, splitWord, type Word } from '../../../text/index.ts';
import { joinLocated } from '../../map/compose.ts';
import type { LocatedExtent } from '../../map/Extent.ts';
import { type OwnNamespace, readMapping } from '../maps/readMapOptions.ts';

/** The value of --userns, read. */
export type Userns =
  | { mode: 'host' | 'private' | 'nomap' | 'pod' }
  | { mode: 'container' | 'ns'; name: string }
  | { mode: 'keep-id'; uid?: number; gid?: number; size?: number }
  | { mode: 'auto'; size: number; uid: LocatedExtent[]; gid: LocatedExtent[] };

const PLAIN: Record<string, Userns> = {
  '': { mode: 'host' },
  host: { mode: 'host' },
  private: { mode: 'private' },
  nomap: { mode: 'nomap' },
  pod: { mode: 'pod' },
};

/**
 * Reads the value of --userns (Podman 5.4.2, pkg/specgen/namespaces.go, ParseUserNamespace; pkg/namespaces, GetKeepIDOptions; pkg/util/utils.go,
 * GetAutoOptions). Undefined where Podman refuses it.
 */
export function readUserns(value: Word, own: OwnNamespace): Parsed<Userns> {
  const plain = Object.hasOwn(PLAIN, value.text) ? PLAIN[value.text] : undefined;
  if (plain) return { value: plain, diagnostics: [] };
  const [head, rest] = splitWord(value, ':', 2);
  const options = rest ? splitWord(rest, ',') : [];
  switch (head?.text) {
    case 'keep-id':
      return readKeepId(options);
    case 'auto':
      return readAuto(options, own);
    case 'container':
    case 'ns':
      if (rest && rest.text !== '') return { value: { mode: head.text, name: rest.text }, diagnostics: [] };
      if (rest) {
        const mode = head.text === 'ns' ? 'path' : 'container';
        const words = `invalid config provided: namespace mode ${mode} requires a value`;
        const hint =
          head.text === 'ns'
            ? 'Name a file such as /proc/PID/ns/user.'
            : 'Name the container whose namespace it joins.';
        return refused('podman-userns-value', words, hint, value.span());
      }
  }
  return refused('podman-userns-mode', `unrecognized namespace mode ${value.text} passed`, MODES, value.span());
}

const MODES =
  'The modes are host, keep-id, nomap, auto, private, container:NAME and ns:PATH; only keep-id and auto take options after a colon.';

/** key=value, or what Podman says to an option that isn't. */
function readOption(option: Word): { key: string; value: Word } | Diagnostic {
  const at = option.text.indexOf('=');
  if (at !== -1) return { key: option.text.slice(0, at), value: partOf(option, at + 1) };
  const words = `invalid option specified: ${goQuote(option.text)}`;
  return error(
    'podman-userns-option',
    words,
    'Options are written key=value, with commas between them.',
    option.span(),
  );
}

function readNumber(value: Word): number | Diagnostic {
  const read = parseUint32(value.text);
  if (!read.error) return Number(read.value);
  return error(
    'podman-userns-number',
    read.error.words,
    'Expected decimal digits, from 0 to 4294967295.',
    value.span(),
  );
}

function readKeepId(options: readonly Word[]): Parsed<Userns> {
  const diagnostics: Diagnostic[] = [];
  const found: { uid?: number; gid?: number; size?: number } = {};
  for (const word of options) {
    // "keep-id:" is keep-id: the empty value is lost on the way.
    if (options.length === 1 && word.text === '') break;
    const option = readOption(word);
    if (!('key' in option)) diagnostics.push(option);
    else if (option.key === 'uid' || option.key === 'gid' || option.key === 'size') {
      const number = readNumber(option.value);
      if (typeof number === 'number') found[option.key] = number;
      else diagnostics.push(number);
    } else diagnostics.push(unknownOption(option.key, 'keep-id accepts uid, gid and size.', word));
  }
  return diagnostics.length > 0
    ? { value: undefined, diagnostics }
    : { value: { mode: 'keep-id', ...found }, diagnostics };
}

function readAuto(options: readonly Word[], own: OwnNamespace): Parsed<Userns> {
  const diagnostics: Diagnostic[] = [];
  const found: { mode: 'auto'; size: number; uid: LocatedExtent[]; gid: LocatedExtent[] } = {
    mode: 'auto',
    size: 0,
    uid: [],
    gid: [],
  };
  for (const word of options) {
    const option = readOption(word);
    if (!('key' in option)) diagnostics.push(option);
    else if (option.key === 'size') {
      const number = readNumber(option.value);
      if (typeof number === 'number') found.size = number;
      else diagnostics.push(number);
    } else if (option.key === 'uidmapping' || option.key === 'gidmapping') {
      const kind = option.key === 'uidmapping' ? 'uid' : 'gid';
      const mapping = readAdditional(option.value, kind, own);
      if (mapping.value) found[kind].push(...mapping.value);
      diagnostics.push(...mapping.diagnostics);
    } else diagnostics.push(unknownOption(option.key, 'auto accepts size, uidmapping and gidmapping.', word));
  }
  return diagnostics.length > 0 ? { value: undefined, diagnostics } : { value: found, diagnostics };
}

function readAdditional(value: Word, kind: 'uid' | 'gid', own: OwnNamespace): Parsed<LocatedExtent[]> {
  const fields = splitWord(value, ':');
  if (fields.length !== 2 && fields.length !== 3) {
    const words = `initializing ID mappings: ${kind.toUpperCase()} setting is malformed expected ["uint32:[@]uint32[:uint32]"] : ${goQuote(value.text)}`;
    const hint = 'Write container ID:host ID:count, or container ID:host ID for one ID.';
    return refused('podman-map-form', words, hint, value.span());
  }
  const read = readMapping(fields, { kind, parent: own[kind], flags: false });
  if (!read.ok) return { value: undefined, diagnostics: [read.diagnostic] };
  return { value: joinLocated(read.mapping.extents), diagnostics: [] };
}

function unknownOption(key: string, hint: string, word: Word): Diagnostic {
  return error('podman-userns-option', `unknown option specified: ${goQuote(key)}`, hint, word.span());
}
