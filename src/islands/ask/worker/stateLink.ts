import type { DiagnosedState } from '../../../engine/diagnose/index.ts';
import { containerEngine, newestStack, type StackEngine } from '../../../engine/stack/index.ts';
import { WRITTEN_LIMITS } from '../../../share/linkLimits.ts';
import { SECCOMP_LINK_DEFAULTS, stackLink, writeSeccompLink } from '../../../share/seccompLink.ts';
import { masked } from '../../../share/secrets/secretsIn.ts';
import { STACK_TABLE_DEFAULTS, writeStackTableLink } from '../../../share/stackTableLink.ts';
import { TRACE_LINK_DEFAULTS, writeTraceLink } from '../../../share/traceLink.ts';
import { UID_MAP_LINK_DEFAULTS, writeUidMapLink } from '../../../share/uidMapLink.ts';
import type { Shown } from '../state/Question.ts';

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
