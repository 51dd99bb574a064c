import { configureGlobal } from 'fast-check';

const { FC_SEED, FC_RUNS } = process.env;

/** What all random input is drawn from: the same at each run of the tests. `FC_SEED=<seed> npm run test:unit` draws from another, as the weekly run does. */
export const SEED = Number(FC_SEED ?? 20160824);

/** How often a law is tried: as often as it says, or with `FC_RUNS=20` twenty times that. */
export const runs = (usual: number): number => usual * Number(FC_RUNS ?? 1);

configureGlobal({ seed: SEED, numRuns: runs(100) });
