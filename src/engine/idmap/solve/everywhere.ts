// `#solve` where all of the engine is there from the start; inPage.ts loads it later.

export { hostRootRefusal, planConfigs } from './configs/planConfigs.ts';
export { solve } from './solve.ts';
