import { type Diagnostic, isError } from '../engine/text/index.ts';
import { init } from '../islands/uid-map/state/model.ts';
import type { ExtentTableView } from '../islands/uid-map/words/extentRows.ts';
import { answerQuestion } from '../islands/uid-map/worker/answerQuestion.ts';
import { readerOn, UID_MAP_LINK_DEFAULTS, type UidMapLink, writeUidMapLink } from '../share/uidMapLink.ts';
import { plain } from '../ui/Phrase.ts';
import { exampleStack } from './checkExamples.ts';

/** A text that the UID map reads, and what is asked of it. */
export interface IdMapExample {
  text: string;
  /** The ID that is asked for in the container; left out: 0. */
  id?: string;
  /** Who has the ranges or runs the command: "ann" or "ann:1000:1000". */
  user?: string;
  /** Which program reads lines of /etc/subuid; left out: the stack’s engine. */
  reader?: UidMapLink['reader'];
  /** The stack; left out: the newest Docker’s. */
  stack?: string;
}

/** What the UID map says of it. */
export interface AnsweredIdMap {
  /** What the text was recognised as. */
  parts: readonly string[];
  problems: readonly Diagnostic[];
  /** Left out where a translation would hide that nothing starts with this. */
  answer: string | undefined;
  why: string;
  /** Each namespace’s ranges, the innermost first; none where there is no map. */
  tables: readonly ExtentTableView[];
  /** The programs and releases that it was computed for. */
  computedFor: readonly string[];
  /** Opens the text and the question in the UID map. */
  href: `/${string}`;
}

/** What the UID map answers to an example when a link opens it, and that link. */
export async function idMapExample({ text, id = '0', user, reader, stack }: IdMapExample): Promise<AnsweredIdMap> {
  const [name = UID_MAP_LINK_DEFAULTS.user, uid = '', gid = ''] = user?.split(':') ?? [];
  const { id: on } = exampleStack(stack);
  const link: UidMapLink = {
    ...UID_MAP_LINK_DEFAULTS,
    stack: on,
    source: 'paste',
    text,
    id,
    user: name,
    uid,
    gid,
    reader: reader ?? readerOn(on) ?? UID_MAP_LINK_DEFAULTS.reader,
  };
  const { read } = answerQuestion({ turn: 0, state: init('page', { link }), changes: [] }).view;
  const problems = [...read.texts.flatMap(({ problems: ofText }) => ofText), ...read.userProblems];
  const isMisleading = read.answer.kind === 'answered' && problems.some(isError);
  return {
    parts: read.texts.flatMap(({ parts }) => parts.map((part) => part.name)),
    problems,
    answer: isMisleading ? undefined : plain(read.answer.sentence),
    why: plain(read.answer.why),
    tables: read.tables,
    computedFor: read.computedFor,
    href: `/play/uid-map/#${await writeUidMapLink(link)}`,
  };
}
