import {
  type Cause,
  type Explained,
  type IdKind,
  type NextStep,
  OVERFLOW_ID,
  recognise,
  SUBID_COUNT,
} from '../idmap/index.ts';
import { type Arch, nameOf } from '../linux/index.ts';
import { parseProfile } from '../seccomp/index.ts';
import { counted, isError, type SourceText, type Span, sourceText, spanAt } from '../text/index.ts';
import { type FoundMessage, messagesIn, tells } from './linesLeft.ts';
import { type DiagnosedState, type Diagnosis, MAPPING, ofId, ofParts } from './ofParts.ts';
import { ofFailedCall, ofTrace } from './ofTrace.ts';
import { blanked, type Given, LOOKS_LIKE_PROFILE, partRead, profileIn } from './partRead.ts';
import { ofWord, titleOf, toldBeside, withPaths } from './withPaths.ts';

const LEARN = { path: '/learn/profiles/', title: 'Profiles' };

/** A seccomp profile, the whole text or the one at a place: what its reader refuses in it, or the way to the checker. */
function ofProfile(source: SourceText, at: Pick<Span, 'start' | 'end'> = whole(source)): Diagnosis[] {
  const text = source.text.slice(at.start, at.end);
  if (!LOOKS_LIKE_PROFILE.test(text)) return [];
  const { diagnostics } = parseProfile(text);
  const state = { instrument: 'seccomp', profile: text } as const;
  const place = spanAt(source, at.start, at.end);
  const [first, ...others] = diagnostics.filter(isError);
  if (!first)
    return [
      {
        ...{ code: 'pasted-profile', layer: 'seccomp', certain: true, span: place, title: 'A seccomp profile' },
        says: 'The profile checker shows which calls the profile allows, which line decides, and possible bypasses.',
        ...{ facts: {}, looks: [], fixes: [], state, learn: LEARN },
      },
    ];
  const more = others.length === 0 ? '' : ` The profile checker shows ${counted(others.length, 'more error')}.`;
  return [
    {
      code: 'profile-refused',
      layer: 'engine',
      certain: true,
      span: first.span ? spanAt(source, at.start + first.span.start, at.start + first.span.end) : place,
      title: 'A seccomp profile with an error',
      who: 'the engine, reading the profile',
      says: `${first.message}${more}`,
      facts: {},
      looks: [],
      fixes: [
        { why: first.hint ?? 'Open the profile in the profile checker, which marks the place.', fixes: true },
        ...(first.fix
          ? [{ why: 'The profile checker has a button that fixes this error.', fixes: true as const }]
          : []),
      ],
      state,
      learn: LEARN,
    },
  ];
}

const whole = ({ text }: SourceText) => ({ start: 0, end: text.length });

/** The map of a user without a range: its own ID alone. */
const ONE_ID = '0 1000 1';

/**
 * The state of the UID map that shows a message’s ID: in what was pasted, where a map is among it. A message alone gives none, but where it says that a
 * container’s ID is missing, it says that of a map that ends below: of one ID, or of the usual range. Undefined where no map is to be shown.
 */
function shownBy(code: string, ask: NonNullable<Explained['ask']>, text: string): DiagnosedState | undefined {
  const isMapped = recognise(text).some(({ kind }) => MAPPING.has(kind));
  const { side, id } = ask;
  // Each range that has it is a diagnosis of its own, with its map.
  if (!isMapped && code === 'owned-by-subid') return undefined;
  if (isMapped || side === 'outside' || id === 0) return { instrument: 'uid-map', paste: text, ask };
  if (code === 'storage-no-host-id' && id >= SUBID_COUNT)
    return { instrument: 'uid-map', subuid: `dockremap:165536:${SUBID_COUNT}`, user: 'dockremap', ask };
  if (id <= SUBID_COUNT) return { instrument: 'uid-map', map: ONE_ID, ask };
  return { instrument: 'uid-map', subuid: `alice:100000:${SUBID_COUNT}`, user: 'alice', reader: 'podman', ask };
}

/** A message as its causes: one where it leaves no other, else each that it can have, the likeliest first. */
function ofMessage({ entry, explained, span, also }: FoundMessage, text: string): Diagnosis[] {
  const { code, who, says, facts, ask, next, causes = [], versions, learn } = explained;
  const state = ask && shownBy(code, ask, text);
  const common = {
    ...{ code, span, facts, learn, title: titleOf(entry, text.slice(span.start, span.end)) },
    ...(also.length > 0 && { also }),
    ...(versions && { versions }),
    ...(state && { state }),
  };
  const looks = next.filter(({ fixes }) => !fixes);
  const fixes = next.filter(({ fixes }) => fixes);
  const [test, ...others] = looks;
  const beside = toldBeside(code, facts, text, span.start);
  if (causes.length === 0)
    return [
      {
        ...common,
        layer: entry.layer,
        certain: true,
        who,
        says: beside ? `${says} ${beside}` : says,
        ...tested(test),
        looks: others,
        fixes,
      },
      // An owner that is a host ID: which container ID that is depends on its range.
      ...(ask?.side === 'outside' && entry.layer === 'id-map' ? ofId(ask.id, ask.kind, span) : []),
    ];
  return causes.map((cause) => ofCause(cause, common));
}

function ofCause({ layer, who, says, tells, fixes }: Cause, common: Common): Diagnosis {
  return { ...common, layer, certain: false, who, says, test: tells, looks: [], fixes };
}

type Common = Pick<Diagnosis, 'code' | 'span' | 'also' | 'facts' | 'learn' | 'title' | 'versions' | 'state'>;

const tested = (test: NextStep | undefined) => (test ? { test } : {});

const NATIVE: Arch = 'SCMP_ARCH_X86_64';
/** What a record of the kernel's or a person writes before the number of a call. */
const NAMED = /^\s*(?:syscall|system call|nr|__NR)\s*[=:]?\s*(\d{1,5})\s*$/i;
/** One number alone is an ID rather than a call. */
const LIST = /^\s*\d{1,5}(?:[\s,]+\d{1,5})+\s*$/;

/** Numbers of system calls, one that is named so or several: the call that each is on x86_64. Nothing where none is a call's. */
function ofCallNumber(source: SourceText): Diagnosis[] {
  const [, named] = NAMED.exec(source.text) ?? [];
  const numbers = named ?? (LIST.test(source.text) ? source.text : undefined);
  const calls = [...new Set(numbers?.match(/\d+/g))].slice(0, MOST).map((digits) => {
    const number = Number(digits);
    return { number, name: nameOf(NATIVE, number) };
  });
  return calls.some(({ name }) => name !== undefined) ? calls.map((call) => ofOne(source, call)) : [];
}

/** A bare number that is a call of the last years, as records of the kernel have them, and hardly an ID. */
function ofRecentCall(source: SourceText, number: number): Diagnosis[] {
  const name = number >= FIRST_RECENT ? nameOf(NATIVE, number) : undefined;
  return name === undefined ? [] : [ofOne(source, { number, name })];
}

/** pidfd_send_signal of Linux 5.1: from it on, a call has one number on all architectures but Alpha. */
const FIRST_RECENT = 424;

function ofOne(source: SourceText, { number, name }: { number: number; name: string | undefined }): Diagnosis {
  if (name === undefined)
    return {
      ...{ code: 'pasted-call-number', layer: 'seccomp', certain: true, span: spanAt(source, 0, source.text.length) },
      title: `System call ${number}`,
      says: `x86_64 has no system call with the number ${number}.`,
      ...{ facts: {}, looks: [], fixes: [] },
    };
  return {
    ...{ code: 'pasted-call-number', layer: 'seccomp', certain: true, span: spanAt(source, 0, source.text.length) },
    title: `System call ${number}: \`${name}\``,
    says: `On x86_64, system call ${number} is ${name}${number >= FIRST_RECENT ? '' : '; other architectures have other numbers'}. The profile checker shows whether a profile allows it, and which line decides.`,
    ...{ facts: { call: name }, looks: [], fixes: [], state: { instrument: 'seccomp', call: name } },
  };
}

const ALONE = /^\s*(?:(uid|gid|user|group|owner|id|exit(?: code| status)?|status|code)\s*[:=]?\s*)?(\d{1,10})\s*$/i;

/** What a shell prints below it is how the command above it ended. */
const ASKS_STATUS = /^\s*(?:\S+[#$%>] |[#$%>❯] )?echo \$(?:\?|status)\s*\n/;

/** Statuses with which a container ends, by docker-run(1) and signal(7): 128 and the signal's number. */
const STATUSES: ReadonlySet<number> = new Set([126, 127, 137, 139, 143, 159]);

/** A number with nothing beside it, such as 100999, 65534 or 137: whose ID it is, or what a container ended with. */
function ofNumber(source: SourceText): Diagnosis[] {
  const below = source.text.replace(ASKS_STATUS, '');
  const [, word = below === source.text ? '' : 'status', digits] = ALONE.exec(below) ?? [];
  if (digits === undefined) return [];
  const number = Number(digits);
  const span = spanAt(source, 0, source.text.length);
  const of = (words: string) =>
    messagesIn(sourceText(words)).flatMap((found) => ofMessage({ ...found, span }, source.text));
  const isId = /^(?:uid|gid|user|group|owner|id)$/i.test(word);
  const ended = !isId && STATUSES.has(number) ? of(`the container exited with exit status ${number}`) : [];
  if (ended.length > 0) return ended;
  if (number === OVERFLOW_ID) return of('files owned by nobody (65534)');
  const kind = /^g/i.test(word) ? 'gid' : 'uid';
  if (number >= SUBID_COUNT) return ofId(number, kind, span);
  return [ofContainer(number, kind, span), ...(isId || word !== '' ? [] : ofRecentCall(source, number))];
}

/** An ID that an image gives a user, or an account of the host. */
function ofContainer(id: number, kind: IdKind, span: Span): Diagnosis {
  const word = kind.toUpperCase();
  return {
    ...{ code: 'pasted-id', layer: 'id-map', certain: true, span, title: `${word} ${id}` },
    says: `The UID map shows the host ${word} of container ${word} ${id}, and the container ${word} of host ${word} ${id}.`,
    ...{ facts: { inside: { [kind]: id }, kind }, looks: [], fixes: [] },
    state: { instrument: 'uid-map', ask: { kind, side: 'inside', id } },
  };
}

/** Longer texts are no single message that somebody's terminal or mail has broken. */
const MOST_CHARACTERS = 4000;

/** A text whose lines are joined, and the way from places in it to places in the text. */
interface Unwrapped {
  source: SourceText;
  placed(span: Span): Span;
}

/** The text as one line, as it may have been before it was wrapped: at blanks, or in the middle of words. Nothing for one line, or for many. */
function unwrapped(source: SourceText): Unwrapped[] {
  const text = source.text.trimEnd();
  const lines = text.split('\n');
  if (lines.length < 2 || text.length > MOST_CHARACTERS) return [];
  return [' ', ''].map((between) => {
    const shift = 1 - between.length;
    const starts: number[] = [];
    let length = 0;
    for (const line of lines) {
      starts.push(length);
      length += line.length + between.length;
    }
    const original = (offset: number) => offset + shift * starts.findLastIndex((start) => start <= offset);
    return {
      source: sourceText(lines.join(between)),
      placed: ({ start, end }) => spanAt(source, original(start), original(end - 1) + 1),
    };
  });
}

/** More than a few messages at once help nobody: what a log has besides is told as left. */
const MOST_MESSAGES = 8;
/** Owners, parts and words are of one thing. */
const MOST = 6;

/** What is no message, read as the first of these that fits. */
const READERS = [ofNumber, ofCallNumber, ofProfile, ofParts, ofWord] as const;

/**
 * Anything that was pasted, to who said no and what helps: best first. Where the text leaves two causes, each is a diagnosis, and what tells them apart is
 * its test. `given`: what is taken for granted of the container. Empty where nothing is recognised. Never throws.
 */
export function diagnose(text: string, given: Given = {}): Diagnosis[] {
  const source = sourceText(partRead(text).text);
  const told = toldBy(source, given);
  if (told.length > 0) return withPaths(told, source.text);
  for (const read of READERS) {
    const found = read(source);
    if (found.length > 0) return found.slice(0, MOST);
  }
  for (const { source: joined, placed } of unwrapped(source)) {
    const found = toldBy(joined, given);
    if (found.length > 0)
      return withPaths(found, joined.text).map((each) => ({
        ...each,
        span: placed(each.span),
        also: each.also?.map(placed) ?? [],
      }));
  }
  return [];
}

/** The messages, records and calls of a text, under the profile that stands among them. */
function toldBy(source: SourceText, given: Given): Diagnosis[] {
  const profile = profileIn(source);
  const rest = profile ? sourceText(blanked(source.text, profile)) : source;
  const traced = ofTrace(rest, given, profile && source.text.slice(profile.start, profile.end));
  const found = messagesIn(rest);
  const telling = new Set(found.filter(tells).map(({ span }) => span.start));
  const calls = traced.length > 0 ? traced : ofFailedCall(rest, given, telling);
  // What strace prints of an error is no message besides; an entry that knows the call says more than its line.
  const messages = calls.length > 0 ? found.filter(tells) : found;
  const told = [
    ...messages.slice(0, MOST_MESSAGES).flatMap((message) => ofMessage(message, source.text)),
    ...calls.filter(({ span, code }) => code === 'pasted-trace' || !telling.has(span.start)),
  ];
  return told.length > 0 && profile ? [...told, ...ofProfile(source, profile)] : told;
}
