import type { ChecksKind } from '../useChecks.ts';
import type { ProfileInSight } from './profileChecks.ts';

/** Where the page answers by itself, the engine is loaded for it. */
export const PROFILE_CHECKS: ChecksKind<ProfileInSight> = {
  start: () => new Worker(new URL('./checks.worker.ts', import.meta.url), { type: 'module' }),
  messageOf: (question) => question,
  answerHere: async (question) => ({
    reply: await (await import('./profileChecks.ts')).profileChecks(question),
    work: undefined,
  }),
};
