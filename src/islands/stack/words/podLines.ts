import { isOfKubernetes } from '../../../engine/seccomp/index.ts';
import type { Stack } from '../../../engine/stack/index.ts';
import { UNCONFINED_PODS } from '../../../instrument/words/podProfile.ts';
import type { Line } from '../state/Reply.ts';

/** Which Pods escape what a node's default refuses on these stacks: none has a default that nobody asked for. */
export const podLines = (refusing: readonly Stack[]): readonly Line[] =>
  refusing.some(({ engine }) => isOfKubernetes(engine))
    ? [{ chip: { tone: 'depends', word: 'No filter' }, words: UNCONFINED_PODS }]
    : [];
