import { type Arch, isLoaded } from '../../engine/linux/index.ts';
import { architectureAsked } from '../../engine/seccomp/index.ts';
import { applyEdits, type Diagnostic, type Edit } from '../../engine/text/index.ts';
import type { SeccompLink } from '../../share/seccompLink.ts';
import { compute, isStale } from './compute.ts';
import type { Message, Mode, Opening, Source, State } from './State.ts';
import { problemsOf } from './status.ts';
import { toggleCapability } from './target.ts';

/** The state that an author, a link or the page itself opens with. */
export function init(mode: Mode, opening: Opening): State {
  const { link, text, notices = [] } = opening;
  const { call, arch, kernel, capabilities, show, find, on } = link;
  const target = { arch, kernel, capabilities, runtime: 'runc' as const };
  const source: Source = link.profile === undefined ? {} : { preset: link.profile };
  const computed = compute(text, target);
  const changed = false;
  return {
    mode,
    source,
    text,
    target,
    call,
    show,
    find,
    on,
    notices,
    changed,
    computed,
    answeredSource: source,
    opened: opening,
  };
}

/** Longer texts are not read at every key, or typing would lag. */
const READ_AT_ONCE = 4000;

/** The state after a message. Only stages whose input changed are computed again. */
export function update(state: State, message: Message): State {
  if (message.kind === 'open') {
    const begun = message.initial && state.changed;
    return begun ? withChanges(state, message.opening) : init(state.mode, message.opening);
  }
  if (message.kind === 'paused' || message.kind === 'tables') return computedAgain(state);
  const next = { ...state, notices: [], changed: true, ...changes(state, message) };
  if (message.kind === 'text' && next.text.length > READ_AT_ONCE) return next;
  return computedAgain(next);
}

function computedAgain(state: State): State {
  const computed = compute(state.text, state.target, state.computed);
  return { ...state, computed, answeredSource: isStale(computed) ? state.answeredSource : state.source };
}

/** What the link opens, with what the reader has changed in the meantime kept. */
function withChanges(state: State, opening: Opening): State {
  const { link } = opening;
  const before = state.opened.link;
  const mine = linkOf(state);
  const kept = <Key extends keyof SeccompLink>(key: Key): SeccompLink[Key] =>
    mine[key] === before[key] ? link[key] : mine[key];
  const hasOwnProfile = mine.profile !== before.profile || state.text !== state.opened.text;
  const merged: SeccompLink = {
    profile: hasOwnProfile ? mine.profile : link.profile,
    text: hasOwnProfile ? mine.text : link.text,
    call: kept('call'),
    arch: kept('arch'),
    kernel: kept('kernel'),
    capabilities: kept('capabilities'),
    show: kept('show'),
    find: kept('find'),
    on: kept('on'),
  };
  const text = hasOwnProfile ? state.text : opening.text;
  const next = init(state.mode, { ...opening, link: merged, text });
  return { ...next, source: hasOwnProfile ? state.source : next.source, changed: true };
}

/** Whether the text is waiting to be read: the view says `paused` when typing pauses. */
export function isWaiting({ text, computed }: State): boolean {
  return text !== computed.text;
}

/** The ABIs whose tables the page must load before it can answer: of the filter, and of the question. */
export function tablesWanted({ computed, call }: State): readonly Arch[] {
  const asked = architectureAsked(call);
  return [...computed.missing, ...(asked === undefined || isLoaded(asked) ? [] : [asked])];
}

type Change = Partial<
  Pick<State, 'source' | 'text' | 'target' | 'call' | 'show' | 'find' | 'on' | 'notices' | 'changed'>
>;

function changes(state: State, message: Exclude<Message, { kind: 'open' | 'paused' | 'tables' }>): Change {
  const { target } = state;
  switch (message.kind) {
    case 'preset':
      return { source: { preset: message.id }, text: message.text };
    case 'text':
      return ownText(state, message.text);
    case 'file':
      return fileChange(state, message.file);
    case 'mend':
      return ownText(state, applyEdits(state.text, message.edits));
    case 'mend-all':
      return ownText(state, applyEdits(state.text, separateEdits(problemsOf(state.computed))));
    case 'ask':
      return { call: message.call };
    case 'mend-ask':
      return { call: applyEdits(state.call, message.edits) };
    case 'arch':
      return { target: { ...target, arch: message.arch }, on: undefined };
    case 'kernel':
      return { target: { ...target, kernel: message.kernel } };
    case 'capabilities':
      return { target: { ...target, capabilities: message.capabilities } };
    case 'capability':
      return {
        target: { ...target, capabilities: toggleCapability(target.capabilities, message.capability, message.on) },
      };
    case 'show':
      return { show: message.show };
    case 'find':
      return { find: message.find };
    case 'on':
      return { on: message.arch };
  }
}

/** A file's name stays with its text while it is edited; a preset's does not. */
function ownText({ source }: State, text: string): Change {
  return { text, source: 'preset' in source ? {} : source };
}

function fileChange(state: State, { name, value, diagnostics }: Extract<Message, { kind: 'file' }>['file']): Change {
  if (value === undefined) return { notices: diagnostics, changed: state.changed };
  return { text: value, source: { name } };
}

/** The edits of every fix that overlaps none before it. */
export function separateEdits(problems: readonly Diagnostic[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of problems) {
    const free = fix?.every((edit) => taken.every(({ start, end }) => edit.end <= start || edit.start >= end));
    if (fix && free) taken.push(...fix);
  }
  return taken;
}

/** The state as a link says it. */
export function linkOf({ source, text, target, call, show, find, on }: State): SeccompLink {
  const { arch, kernel, capabilities } = target;
  const preset = 'preset' in source ? source.preset : undefined;
  return { profile: preset, text: preset ? undefined : text, call, arch, kernel, capabilities, show, find, on };
}
