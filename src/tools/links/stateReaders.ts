import type { Diagnostic } from '../../engine/text/index.ts';
import { readAskLink } from '../../share/askLink.ts';
import { readCallsLink } from '../../share/callsLink.ts';
import { readCompareLink } from '../../share/compareLink.ts';
import { readFilterLink } from '../../share/filterLink.ts';
import { readIncidentsLink } from '../../share/incidentsLink.ts';
import { readSeccompLink } from '../../share/seccompLink.ts';
import { readStackTableLink } from '../../share/stackTableLink.ts';
import { readTalkLink } from '../../share/talkLink.ts';
import { readTraceLink } from '../../share/traceLink.ts';
import { readUidMapLink } from '../../share/uidMapLink.ts';

type StateReader = (fragment: string) => Promise<{ value: object; diagnostics: Diagnostic[] }>;

/** The pages whose fragment is a state, each with what reads it. */
export const STATE_READERS: Readonly<Record<string, StateReader>> = {
  '/play/ask/': (fragment) => readAskLink(fragment),
  '/play/compare/': (fragment) => readCompareLink(fragment),
  '/play/filter/': (fragment) => readFilterLink(fragment),
  '/play/seccomp/': (fragment) => readSeccompLink(fragment),
  '/play/stack/': (fragment) => readStackTableLink(fragment),
  '/play/trace/': (fragment) => readTraceLink(fragment),
  '/play/uid-map/': (fragment) => readUidMapLink(fragment),
  '/reference/incidents/': (fragment) => readIncidentsLink(fragment),
  '/reference/syscalls/': (fragment) => readCallsLink(fragment),
  '/talk/own/': (fragment) => readTalkLink(fragment),
};
