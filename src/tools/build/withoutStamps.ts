import type { Plugin } from 'vite';

const FACTS = /\/content\/data\/.*\.json$/;

/** Leaves out of what a page loads where its facts came from: the stamp is for those who read the file. */
export function withoutStamps(): Plugin {
  return {
    name: 'without-stamps',
    enforce: 'pre',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    transform: {
      filter: { id: FACTS },
      handler: (json) => stampless(json),
    },
  };
}

/** The text of a file of facts, without its stamp. */
export function stampless(json: string): string {
  const { stamp: _, ...facts } = JSON.parse(json);
  return JSON.stringify(facts);
}
