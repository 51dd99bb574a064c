import { type Prompt, readPrompt } from '../../text/index.ts';
import { isErrorLine } from './errors/isErrorLine.ts';
import type { Claim } from './files/Claim.ts';
import { claimJson, keyedClaimer } from './files/claimKeyed.ts';
import { claimIni, claimNamei, claimPs } from './files/claimListing.ts';
import {
  type Context,
  contextOf,
  type KnownFile,
  knownFiles,
  type LineKind,
  lineKind,
  numberingLength,
  readGrepPrefix,
  readHeader,
  type TextLine,
} from './readHeader.ts';
import { type DraftPart, readCommandKind, readTyped, type Typed } from './Typed.ts';

/** What getsubids(1) prints: "0: ann 100000 65536". */
const PRINTED = /^(\d{1,5}: )([\w.@$-]{1,64}) (\d{1,10}) (\d{1,10})$/;

/** A command that appends a line: echo "ann:100000:65536" | sudo tee -a /etc/subuid. */
const APPENDED =
  /^((?:[^\s'"]{1,60} ){0,3}(?:echo|printf)(?: -\w{1,3})? {1,8}["']?)([\w.@$-]{1,64}:\d{1,10}:\d{1,10})(?:\\n)?["']? {0,8}(?:\||>>?) {0,8}(.{1,200})$/;

/** A line that says in other words what a line of /etc/subuid says, and of which file. */
interface SubidWords {
  line: TextLine;
  of: 'subuid' | 'subgid' | 'either';
}

/** Reads what getsubids prints, by `words` of the command above. */
function readPrinted(line: TextLine, words: readonly string[] | undefined): SubidWords | undefined {
  const found = PRINTED.exec(line.said);
  if (!found || !words?.some((word) => word.endsWith('getsubids'))) return undefined;
  const [, index = '', owner, start, count] = found;
  const reads = `${owner}:${start}:${count}`;
  return { line: lineOf(line, index.length, reads), of: words.includes('-g') ? 'subgid' : 'subuid' };
}

/** Reads a command that appends a line to /etc/subuid, /etc/subgid or both; `length` is its prompt's. */
function readAppended(line: TextLine, length: number): SubidWords | undefined {
  const found = APPENDED.exec(line.said.slice(length, length + 600));
  if (!found) return undefined;
  const [, before = '', reads = '', target = ''] = found;
  const files = ['subuid', 'subgid'].filter((file) => target.includes(`/etc/${file}`));
  if (files.length === 0) return undefined;
  const file = files.length > 1 ? 'either' : files[0] === 'subgid' ? 'subgid' : 'subuid';
  return { line: lineOf(line, length + before.length, reads), of: file };
}

function lineOf(line: TextLine, before: number, reads: string): TextLine {
  const from = line.from + line.blanks + before;
  return { ...line, from, blanks: 0, said: reads, reads: reads.padEnd(line.end - from) };
}

/** A part in the making. */
export interface Draft {
  part: DraftPart;
  lines: readonly TextLine[];
  context: Context;
  command: string | undefined;
  where: 'container' | undefined;
  certain: boolean;
}

/** First look: each line by itself and by what stands above it; neighbours of a kind are put together by `settle`. */
export function draftsOf(textLines: readonly TextLine[]): Draft[] {
  const lines = textLines.map(withoutMark);
  const claimKeyed = keyedClaimer();
  const drafts: Draft[] = [];
  const nothing = contextOf({ typed: undefined, file: undefined, where: undefined, shell: undefined });
  let context = nothing;
  let grepped: Context | undefined;
  let fenced = false;
  const add = (part: DraftPart, taken: readonly TextLine[], certain: boolean, under = context) => {
    const where = under.where ?? under.typed?.where;
    drafts.push({ part, lines: taken, context: under, command: under.typed?.command, where, certain });
  };

  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as TextLine;
    if (line.said === '') {
      let end = at + 1;
      while (lines[end]?.said === '') end += 1;
      add({ kind: 'separator' }, lines.slice(at, end), true);
      at = end;
      continue;
    }
    const header = readHeader(line.said);
    if (header) {
      if (header.kind === 'file') context = contextOf({ ...context, file: header.path });
      if (header.kind === 'fence') {
        // What was said inside a code block ends with it; what was said just above holds in it.
        if (fenced) context = nothing;
        fenced = !fenced;
      }
      add({ kind: 'separator' }, [line], true);
      at += 1;
      continue;
    }

    const claim =
      claimJson(lines, at, context) ??
      claimIni(lines, at, context) ??
      claimPs(lines, at, context) ??
      claimNamei(lines, at, context);
    if (claim) {
      add(claimed(claim), lines.slice(at, claim.end), claim.certain);
      at = Math.max(claim.end, at + 1);
      continue;
    }

    const prompt = readPrompt(line.said);
    if (prompt && !(prompt.length === 0 && isErrorLine(line.said))) {
      const appended = readAppended(line, prompt.length);
      if (appended) {
        context = contextOf({ typed: undefined, file: undefined, where: undefined, shell: prompt.shell });
        add({ kind: 'subids', of: appended.of }, [appended.line], true);
        at += 1;
        continue;
      }
      const taken = continued(lines, at);
      const typed = readTyped(typedText(prompt, taken));
      context = contextOf({
        typed: typed.command === '' ? undefined : typed,
        file: undefined,
        where: prompt.inContainer ? 'container' : undefined,
        shell: prompt.shell,
      });
      addCommand(typed, prompt, taken);
      at += taken.length;
      continue;
    }

    const printed = readPrinted(line, context.typed?.words);
    if (printed) {
      add({ kind: 'subids', of: printed.of }, [printed.line], true);
      at += 1;
      continue;
    }

    const known = line.path === undefined ? context : fromFile(context, line.path);
    const found = lineKind(line.said, known);
    if (found?.sure) {
      add(ofLine(found, known), [line], true, known);
      at += 1;
      continue;
    }

    const traced = traceback(lines, at);
    if (traced > 0 || isErrorLine(line.said)) {
      const end = at + Math.max(traced, 1);
      add({ kind: 'error' }, lines.slice(at, end), true);
      at = end;
      continue;
    }

    const keyed = claimKeyed(lines, at, context);
    if (keyed) {
      add(claimed(keyed), lines.slice(at, keyed.end), keyed.certain);
      at = Math.max(keyed.end, at + 1);
      continue;
    }

    if (found) add(ofLine(found, known), [line], false, known);
    else add(looseKind(line.said), [line], false);
    at += 1;
  }
  return drafts;

  /** Lines that grep prints of one file have one context. */
  function fromFile(around: Context, path: string): Context {
    if (grepped?.file !== path || grepped.typed !== around.typed) grepped = contextOf({ ...around, file: path });
    return grepped;
  }

  function addCommand(typed: Typed, prompt: Prompt, taken: readonly TextLine[]) {
    const kind = readCommandKind(typed);
    const [first, ...others] = taken;
    if (!first) return;
    const bare = kind === 'prompt' ? first : withoutPrefix(first, prompt.length);
    const certain = kind === 'prompt' || typed.words.length > 1;
    // Its output may be a container's; the command itself was typed where the prompt is.
    const { where } = context;
    drafts.push({ part: { kind }, lines: [bare, ...others], context, command: context.typed?.command, where, certain });
  }
}

function claimed({ kind }: Claim): DraftPart {
  return typeof kind === 'object' ? { kind: 'listing', tool: kind.tool } : { kind };
}

/** The lines of one command: the first, and those that follow a backslash. */
function continued(lines: readonly TextLine[], at: number): TextLine[] {
  const taken: TextLine[] = [];
  for (let next = at; next < lines.length && taken.length < 100; next += 1) {
    const line = lines[next] as TextLine;
    taken.push(line);
    if (!line.said.endsWith('\\')) break;
  }
  return taken;
}

function typedText(prompt: Prompt, taken: readonly TextLine[]): string {
  const rest = taken.slice(1).map((line) => line.said);
  return [prompt.command, ...rest]
    .map((line) => line.replace(/\\$/, '').trim())
    .join(' ')
    .trim();
}

/** The line without the file's name that grep set before it, or the mark of a list. */
function withoutMark(line: TextLine): TextLine {
  if (line.said === '') return line;
  const prefix = readGrepPrefix(line.said);
  if (prefix) return { ...withoutPrefix(line, prefix.length), path: prefix.path };
  const numbering = numberingLength(line.said);
  return numbering > 0 ? withoutPrefix(line, numbering) : line;
}

/** The line with its first `length` characters taken off the matter. */
function withoutPrefix(line: TextLine, length: number): TextLine {
  const rest = line.said.slice(length);
  const said = rest.trim();
  const from = Math.min(line.from + line.blanks + length, line.end);
  return { ...line, from, blanks: said === '' ? 0 : rest.indexOf(said), said };
}

/** How many lines a Python traceback has: its head, what is indented below, and the exception. */
function traceback(lines: readonly TextLine[], at: number): number {
  if (!lines[at]?.said.startsWith('Traceback (most recent call last)')) return 0;
  let end = at + 1;
  while (end < lines.length && end - at < 200 && (lines[end]?.blanks ?? 0) > 0) end += 1;
  return Math.min(end + 1, lines.length) - at;
}

function ofLine(found: LineKind, { files, pid }: Context): DraftPart {
  const only = files.length === 1 ? files[0] : undefined;
  switch (found.kind) {
    case 'map':
      return ofFile({ kind: 'map', of: 'either', ...(pid !== undefined && { pid }) }, only);
    case 'subids':
      return ofFile({ kind: 'subids', of: 'either' }, only);
    case 'passwd':
    case 'group':
      return { kind: 'accounts', of: found.kind };
    case 'listing':
      return { kind: 'listing', tool: found.tool };
  }
}

/** Lines of a map or of subordinate ids as those of `file`, where it is a file of such lines. */
export function ofFile(part: DraftPart, file: KnownFile | undefined): DraftPart {
  if (part.kind === 'subids' && (file === 'subuid' || file === 'subgid')) return { ...part, of: file };
  if (part.kind === 'map' && file === 'uid_map') return { ...part, of: 'uid' };
  return part.kind === 'map' && file === 'gid_map' ? { ...part, of: 'gid' } : part;
}

/** Lines that tell what they are by an option in them, wherever they were cut from. */
function looseKind(said: string): DraftPart {
  if (said.length > 4000) return { kind: 'unknown' };
  if (/--userns-remap[= ]/.test(said)) return { kind: 'dockerd' };
  if (said.includes('X-mount.idmap=')) return { kind: 'mount' };
  if (/--private-users[= ]/.test(said)) return { kind: 'nspawn' };
  if (/^--(?:uidmap|gidmap|userns|subuidname|subgidname)[= ]/.test(said)) return { kind: 'podman' };
  if (knownFiles(said).length > 0 && said.startsWith('/')) return { kind: 'separator' };
  return { kind: 'unknown' };
}
