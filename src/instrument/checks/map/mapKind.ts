import type { ChecksKind } from '../useChecks.ts';
import type { MapInSight } from './mapChecks.ts';

/** Where the page answers by itself, the engine is loaded for it. */
export const MAP_CHECKS: ChecksKind<MapInSight> = {
  start: () => new Worker(new URL('./checks.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question) => ({
    reply: await (await import('./mapChecks.ts')).mapChecks(question),
    work: undefined,
  }),
};
