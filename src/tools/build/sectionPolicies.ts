/** A page of the build with the policy that stands in it. */
interface PageWithPolicy {
  path: string;
  policy: string;
}

/** Sent with whatever address has no page. */
const MISSING = '/404.html';

/**
 * The policies to send, one for all pages under the same first folder (`/learn/*`), for hosts take a hundred rules: each allows what any page there allows in itself,
 * where the page's own policy holds as well, and what the page for a missing address needs, which is sent there too. Pages beside the home page, and it itself, have their own.
 */
export function sectionPolicies(pages: readonly PageWithPolicy[]): { pattern: string; policy: string }[] {
  const missing = pages.filter(({ path }) => path === MISSING);
  const sections = new Map<string, PageWithPolicy[]>();
  for (const page of pages) {
    const [folder] = /^\/[^/]+\//.exec(page.path) ?? [];
    const pattern = folder === undefined ? page.path : `${folder}*`;
    sections.set(pattern, [...(sections.get(pattern) ?? (folder === undefined ? [] : missing)), page]);
  }
  return [...sections].map(([pattern, within]) => ({ pattern, policy: joined(within.map(({ policy }) => policy)) }));
}

/** One policy that allows what any of these does: they have the same directives, and differ in what those list. */
function joined(policies: readonly string[]): string {
  const directives = new Map<string, Set<string>>();
  for (const directive of policies.flatMap((policy) => policy.split(';'))) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    if (name) directives.set(name, new Set([...(directives.get(name) ?? []), ...sources]));
  }
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
}
