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
    /** When an island's script is loaded: when the reader turns to it (or the address holds a state), or already at its sight. */
    'client:wake'?: 'touch' | 'sight';
  }
}
