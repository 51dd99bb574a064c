import type { AstroIntegration } from 'astro';

/** Adds `client:wake` for islands: see wake.ts. */
export function wakeDirective(): AstroIntegration {
  return {
    name: 'wake-directive',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({ name: 'wake', entrypoint: './src/site/wake/wake.ts' });
      },
    },
  };
}

declare module 'astro' {
  interface AstroClientDirectives {
    /** The instrument wakes when the reader turns to it, or when the address holds a state. */
    'client:wake'?: boolean;
  }
}
