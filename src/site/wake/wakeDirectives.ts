import type { AstroIntegration } from 'astro';

/** Adds `client:touch` and `client:sight` for islands: see touch.ts and sight.ts. Two, for a chapter pays for what its page alone needs. */
export function wakeDirectives(): AstroIntegration {
  return {
    name: 'wake-directives',
    hooks: {
      'astro:config:setup': ({ addClientDirective }) => {
        addClientDirective({ name: 'touch', entrypoint: './src/site/wake/touch.ts' });
        addClientDirective({ name: 'sight', entrypoint: './src/site/wake/sight.ts' });
      },
    },
  };
}

declare module 'astro' {
  interface AstroClientDirectives {
    /** An island's script is loaded when the reader turns to it, or where the address holds a state. */
    'client:touch'?: boolean;
    /** An island's script is loaded when it comes into view, or the reader turns to it. */
    'client:sight'?: boolean;
  }
}
