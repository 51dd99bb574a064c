/**
 * What a page may load: only what this site serves. Astro adds the hashes of the inline scripts that it writes.
 * `frame-ancestors` stands only in the header: a policy in a meta tag ignores it.
 */
export const contentSecurityPolicy = {
  directives: [
    "default-src 'none'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ],
  styleDirective: { resources: ["'self'"] },
  scriptDirective: { resources: ["'self'"] },
} as const;
