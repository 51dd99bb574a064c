import { dockerdReader, type Wish } from '../../../engine/idmap/index.ts';
import type { Mode } from '../../../instrument/Instrument.ts';
import {
  MOST_INNER,
  readerOn,
  UID_MAP_LINK,
  UID_MAP_LINK_DEFAULTS,
  type UidMapLink,
  type UidMapSource,
} from '../../../share/uidMapLink.ts';
import { mergeLinks } from '../../../share/writeLink.ts';
import type { OpenedFile } from '../../../ui/openedFile.ts';
import type { Choices, Message, Opening, State } from './State.ts';
import { EMPTY_MAPPING, type MappingRow, readMappings, TOOL_ROWS, toolOn, writeMappings } from './tools.ts';

/** What only the engine can tell of a change; the page, which has no engine, knows less of it until it is answered. */
export interface MapEngine {
  /** What a link calls a text: one of the two plain kinds where it is nothing but that, else a paste. Undefined where that is not known. */
  kindOf: (text: string) => UidMapSource | undefined;
  /** What a new first text changes beside itself. */
  followText: (state: State, text: string) => Partial<State>;
  /** The lines of /etc/subuid in a text. */
  rangesIn: (text: string) => string | undefined;
  /** The first text with a copy of its lines for groups. */
  splitGroups: (state: State) => string;
  /** The map that the mappings give, as a text in the chosen tool's form, and the mapping that it is asked about. */
  planned: (state: State) => { text: string; mapping: Pick<Wish, 'inside' | 'kind'> } | undefined;
}

/**
 * The example range of who runs the tool: what useradd assigns to the first user, where a distribution sets nothing else, with a name for the reader to
 * change; and the lines that links began with.
 */
const EXAMPLES = {
  root: UID_MAP_LINK_DEFAULTS.have,
  user: 'ann:100000:65536',
  dockremap: UID_MAP_LINK_DEFAULTS.text,
} as const;

const isExample = (have: string) => Object.values<string>(EXAMPLES).includes(have);

/** The state that an author or a link opens with. */
export function initWith(engine: Pick<MapEngine, 'kindOf'>, mode: Mode, { link, notices = [] }: Opening): State {
  const { source, text, inner, want, format, ...choices } = link;
  return {
    ...choices,
    mode,
    // A text that is recognised as what its key says is read anew as it changes; any other keeps its kind.
    readAs: format !== 'auto' ? format : engine.kindOf(text) === source ? 'paste' : source,
    texts: [text, ...inner],
    isOpened: false,
    mappings: readMappings(want),
    // Of a look-up whose link says nothing of a map it is the stack's.
    isToolChosen: link.task === 'make' || want !== UID_MAP_LINK_DEFAULTS.want,
    notices,
    undo: undefined,
    changed: false,
  };
}

/** The state after a message. */
export function updateWith(engine: MapEngine, state: State, message: Message): State {
  if (message.kind === 'open') return open(engine, state, message);
  const undo = message.kind === 'choose' ? state.undo : undefined;
  return { ...state, notices: [], undo, changed: true, ...changes(engine, state, message) };
}

/** The address that the page was called with comes late: what the reader has changed by then stays. */
function open(engine: MapEngine, state: State, { opening, over }: Extract<Message, { kind: 'open' }>): State {
  if (over === undefined || !state.changed) return initWith(engine, state.mode, opening);
  const link = mergeLinks(UID_MAP_LINK, { start: over, mine: linkWith(engine, state), link: opening.link });
  const opened = initWith(engine, state.mode, { ...opening, link });
  return { ...opened, isToolChosen: opened.isToolChosen || state.isToolChosen, changed: true };
}

function changes(engine: MapEngine, state: State, message: Exclude<Message, { kind: 'open' }>): Partial<State> {
  switch (message.kind) {
    case 'choose':
      return chosen(engine, state, message.choices);
    case 'text':
      return {
        texts: withText(state.texts, message.level, message.text),
        ...(message.level === 0 && engine.followText(state, message.text)),
      };
    case 'file':
      return fileChange(engine, state, message.level, message.file);
    case 'inner':
      return innerChange(state, message.change);
    case 'look-up':
      return lookUp(engine, state);
    case 'clear':
      return cleared(state);
    case 'undo':
      return state.undo?.before ?? {};
    case 'mapping':
      return {
        mappings: state.mappings.map((mapping, at) =>
          at === message.index ? { ...mapping, ...message.mapping } : mapping,
        ),
      };
    case 'mappings': {
      if (message.change === 'add') {
        // A user is often followed by its groups.
        const kind = state.mappings.at(-1)?.kind === 'both' ? 'both' : 'gid';
        return { mappings: [...state.mappings, { ...EMPTY_MAPPING, kind }] };
      }
      if (message.change === 'clear') return withoutMappings(state);
      return 'split' in message.change
        ? withOwnGroup(state, message.change.split)
        : withoutMapping(state, message.change.remove);
    }
    case 'read-have':
      return readHave(engine, state);
    case 'split-groups': {
      const text = engine.splitGroups(state);
      return { texts: withText(state.texts, 0, text), ...engine.followText(state, text) };
    }
  }
}

/** The question goes with the text: the next one says what it is about. */
function cleared({ texts, readAs, id, side }: State): Partial<State> {
  const undo = { of: 'texts', words: 'Text cleared.', before: { texts, readAs, id, side } } as const;
  return { texts: withText(texts, 0, ''), readAs: 'paste', id: '', side: 'inside', undo };
}

/** The group of a mapping as a mapping of its own, for another number. */
function withOwnGroup({ mappings }: State, split: number): Partial<State> {
  return {
    mappings: mappings.flatMap((mapping, at): MappingRow[] =>
      at === split
        ? [
            { ...mapping, kind: 'uid' },
            { ...mapping, kind: 'gid' },
          ]
        : [mapping],
    ),
  };
}

/** A config among the ranges is a text to look ids up in. */
function readHave(engine: MapEngine, state: State): Partial<State> {
  const { have, task, texts, readAs, user, uid, reader, seen, id } = state;
  const undo = {
    of: 'texts',
    words: 'The config replaced your text.',
    before: { have, task, texts, readAs, user, uid, reader, seen, id },
  } as const;
  return {
    task: 'read',
    readAs: 'paste',
    texts: withText(texts, 0, have),
    have: UID_MAP_LINK_DEFAULTS.have,
    ...engine.followText(state, have),
    undo,
  };
}

function withoutMapping({ mappings }: State, remove: number): Partial<State> {
  const left = mappings.filter((_, at) => at !== remove);
  return {
    mappings: left.length === 0 ? [EMPTY_MAPPING] : left,
    undo: { of: 'mappings', words: `Mapping ${remove + 1} removed.`, before: { mappings } },
  };
}

/** The ranges are the host's, and stay. */
function withoutMappings({ mappings }: State): Partial<State> {
  const words = mappings.length === 1 ? 'Mapping cleared.' : 'Mappings cleared.';
  return { mappings: [EMPTY_MAPPING], undo: { of: 'mappings', words, before: { mappings } } };
}

/** The map that was made takes the place of the text, in the chosen tool's form and with the lines of /etc/subuid and /etc/subgid that it needs; it is asked about the first mapping. */
function lookUp(engine: MapEngine, state: State): Partial<State> {
  const planned = engine.planned(state);
  if (!planned) return {};
  const { text, mapping } = planned;
  const asked: Partial<State> = {
    side: 'inside',
    id: `${mapping.inside}`,
    kind: mapping.kind === 'gid' ? 'gid' : 'uid',
  };
  const { task, readAs, texts, side, id, kind } = state;
  const words =
    texts[0] === UID_MAP_LINK_DEFAULTS.text
      ? 'Showing the map that you made.'
      : 'The map that you made replaced your text.';
  const undo = { of: 'texts', words, before: { task, readAs, texts, side, id, kind } } as const;
  return { task: 'read', readAs: 'paste', texts: [text], ...asked, undo };
}

/** A choice, with what goes along with it. */
function chosen(engine: MapEngine, state: State, choices: Partial<Choices>): Partial<State> {
  const tool = choices.tool ?? toolWith(state, choices);
  return {
    ...rangesOfTool(state, tool),
    ...ownRanges(engine, state, choices),
    ...onStack(state, choices),
    ...choices,
    ...(tool && { tool }),
    ...(choices.tool && { isToolChosen: true }),
    ...(choices.readAs && { isOpened: false }),
  };
}

/** Who turns to making a map finds the tool of the stack, unless another was chosen; and it goes with the stack while it is the stack's. */
function toolWith(
  { stack: before, tool, task: was, isToolChosen }: State,
  { stack = before, task = was }: Partial<Choices>,
) {
  const turns = task === 'make' && was !== 'make' && !isToolChosen;
  const next = turns || (stack !== before && tool === toolOn(before)) ? toolOn(stack) : tool;
  return next === tool ? undefined : next;
}

/** Who turns to making a map has shown the ranges to make it from, where the text had any. */
function ownRanges(engine: MapEngine, { have, texts: [text] }: State, { task }: Partial<Choices>): Partial<State> {
  if (task !== 'make' || !isExample(have) || text === UID_MAP_LINK_DEFAULTS.text) return {};
  const lines = engine.rangesIn(text);
  return lines === undefined ? {} : { have: lines };
}

/** Who reads the files goes with the stack and with dockerd's release; a rootless Docker and Proxmox VE stay what they are. */
function onStack({ reader, stack: before }: State, { stack, versions }: Partial<Choices>): Partial<State> {
  const isNew = stack !== undefined && stack !== before;
  const isOfStack = reader.startsWith('dockerd') || reader === 'podman' || reader === 'kubernetes';
  const usual = isNew && isOfStack ? (readerOn(stack) ?? reader) : reader;
  const next = versions?.docker !== undefined && usual.startsWith('dockerd') ? dockerdReader(versions) : usual;
  return { ...(isNew && { versions: {}, kernel: undefined }), ...(next !== reader && { reader: next }) };
}

/** The example range is assigned to whom the tool runs as; a range that was typed stays as it is. */
function rangesOfTool({ have }: State, tool: State['tool'] | undefined): Partial<State> {
  const runBy = tool && TOOL_ROWS[tool].runBy;
  return runBy === undefined || runBy === 'either' || !isExample(have) ? {} : { have: EXAMPLES[runBy] };
}

function withText([first, ...inner]: State['texts'], level: number, text: string): State['texts'] {
  return level === 0 ? [text, ...inner] : [first, ...inner.map((each, at) => (at + 1 === level ? text : each))];
}

/** A file is what it is, however the text before it was read: newuidmap cares whether a newline ends its last line. */
function fileChange(
  engine: MapEngine,
  state: State,
  level: number,
  { value, diagnostics }: OpenedFile,
): Partial<State> {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  if (level > 0) return { texts: withText(state.texts, level, value), notices: diagnostics };
  const isOpened = !value.endsWith('\n') && engine.kindOf(value) === 'subuid';
  return {
    notices: diagnostics,
    texts: withText(state.texts, 0, value),
    ...engine.followText(state, value),
    readAs: isOpened ? 'subuid' : 'paste',
    isOpened,
  };
}

/** The question stays where it stood; one that stood in the namespace that goes is asked in the innermost that is left. */
function innerChange({ texts, side }: State, change: 'add' | 'remove'): Partial<State> {
  const [first, ...inner] = texts;
  if (change === 'add') return inner.length < MOST_INNER ? { texts: [first, ...inner, ''] } : {};
  return { texts: [first, ...inner.slice(0, -1)], side: typeof side === 'number' ? 'inside' : side };
}

/** The state as a link says it. */
export function linkWith(engine: Pick<MapEngine, 'kindOf'>, state: State): UidMapLink {
  const { mode, texts, isOpened, mappings, isToolChosen, notices, undo, changed, readAs, ...choices } = state;
  const [text, ...inner] = texts;
  const isPaste = readAs === 'paste';
  const source = isPaste && text.length <= LONGEST_READ ? engine.kindOf(text) : readAs;
  return {
    ...choices,
    source: source ?? 'paste',
    format: isPaste ? 'auto' : readAs,
    text,
    inner,
    want: writeMappings(mappings),
  };
}

/** A longer text is packed, and called a paste without being taken apart at every key. */
const LONGEST_READ = 20_000;
