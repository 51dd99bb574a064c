import {
  type DiagnosedState,
  diagnose,
  type Line,
  linesLeft,
  nearestEntries,
  partRead,
} from '../../../engine/diagnose/index.ts';
import { ARCHITECTURES, loadMapMessages, loadStraceNames, loadTables } from '../../../engine/linux/index.ts';
import { containerEngine, newestStack, type StackEngine } from '../../../engine/stack/index.ts';
import { sourceText } from '../../../engine/text/index.ts';
import { namesOtherMachine } from '../../../engine/trace/index.ts';
import { writeAskLink } from '../../../share/askLink.ts';
import { WRITTEN_LIMITS } from '../../../share/fragment.ts';
import { SECCOMP_LINK_DEFAULTS, stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { masked } from '../../../share/secretsIn.ts';
import { STACK_TABLE_DEFAULTS, writeStackTableLink } from '../../../share/stackTableLink.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../../../share/traceLink.ts';
import { UID_MAP_LINK_DEFAULTS, writeUidMapLink } from '../../../share/uidMapLink.ts';
import type { Left, Question, Reply, Shown } from '../state/State.ts';
import { usualFilters } from './usualFilters.ts';

/** The instrument's page and the fragment that opens the state, its secrets masked; undefined where no link holds it. */
export async function stateLink(state: DiagnosedState): Promise<Shown['link']> {
  const fragment = await fragmentOf(state);
  return fragment === undefined || fragment.length > WRITTEN_LIMITS.fragment
    ? undefined
    : { to: state.instrument, fragment };
}

/** The engine whose container the trace tells of: most nodes of Kubernetes have containerd. */
function engineOf(trace: string): StackEngine {
  const told = containerEngine(trace);
  return told?.engine ?? (told?.kubernetes ? 'containerd' : 'docker');
}

async function fragmentOf(state: DiagnosedState): Promise<string | undefined> {
  switch (state.instrument) {
    case 'uid-map': {
      const { paste, map, subuid, user, reader, ask } = state;
      const text = paste ?? map ?? subuid;
      return writeUidMapLink({
        ...UID_MAP_LINK_DEFAULTS,
        ...(text !== undefined && {
          text: masked(text),
          source: paste !== undefined ? 'paste' : map !== undefined ? 'uid_map' : 'subuid',
        }),
        ...(user !== undefined && { user }),
        ...(reader && { reader }),
        ...(ask && { kind: ask.kind, side: ask.side, id: `${ask.id}` }),
      });
    }
    case 'seccomp': {
      const { call, profile } = state;
      const stack = newestStack('docker');
      return writeSeccompLink({
        ...(stack ? stackLink(stack) : SECCOMP_LINK_DEFAULTS),
        ...(call !== undefined && { call }),
        ...(profile !== undefined && { profile: undefined, text: masked(profile) }),
      });
    }
    case 'stack': {
      const { call = '', image = '' } = state;
      return writeStackTableLink({ ...STACK_TABLE_DEFAULTS, call, image });
    }
    case 'trace': {
      const { trace, profile } = state;
      return writeTraceLink({
        ...TRACE_LINK_DEFAULTS,
        ...{ stack: newestStack(engineOf(trace))?.id, trace: masked(trace) },
        ...(profile !== undefined && { profile: masked(profile) }),
      });
    }
  }
}

/** Of a log the first lines without an answer; it has them all. */
const MOST_LEFT = 8;

/** Reads a pasted text; the parts of the engines that it needs are loaded first. */
export async function answerAsk({ text }: Question): Promise<Reply> {
  await Promise.all([
    loadMapMessages(),
    // Only of what a trace has in a call's parentheses a name is looked up.
    text.includes('(') && loadStraceNames(),
    namesOtherMachine(text) && loadTables(ARCHITECTURES.map(({ arch }) => arch)),
  ]);
  const found = diagnose(text, await usualFilters());
  const shown = await Promise.all(
    found.map(async (diagnosis) => {
      const { state } = diagnosis;
      const link = state && (await stateLink(state));
      const lines = state?.instrument === 'trace' ? state.trace.match(/^.*\S/gm)?.length : undefined;
      return { diagnosis, ...(link && { link }), ...(lines && { lines }) };
    }),
  );
  const near = found.length === 0 ? nearestEntries(text) : [];
  const read = partRead(text);
  const left = found.length === 0 ? [] : linesLeft(sourceText(read.text), found);
  return {
    usual: newestStack('docker')?.label ?? '',
    ...{ shown, near, leftCount: left.length, leftOut: read.leftOut },
    left: await Promise.all(left.slice(0, MOST_LEFT).map(leftShown)),
  };
}

async function leftShown({ text, span }: Line): Promise<Left> {
  return { line: span.line, offset: span.start, text, fragment: await writeAskLink({ text: masked(text) }) };
}
