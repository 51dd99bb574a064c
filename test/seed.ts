// Property tests draw anew at each run, and one that fails prints its seed: `FC_SEED=<seed> npm run test:unit` draws the same again.
const { FC_SEED } = process.env;
if (FC_SEED) (await import('fast-check')).configureGlobal({ seed: Number(FC_SEED) });

export {};
