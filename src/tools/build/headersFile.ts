import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { hashOf } from '../../site/inlineScripts.ts';

/** One HTML file of the build: where it is and the URL path that it answers, without BASE_PATH. */
export interface BuiltPage {
  file: string;
  path: string;
  html: string;
}

/** Every HTML file under the build's folder, by path: `learn/iceberg/index.html` answers `/learn/iceberg/`. */
export async function builtPages(folder: string): Promise<BuiltPage[]> {
  const entries = await readdir(folder, { recursive: true });
  const files = entries.filter((entry) => entry.endsWith('.html')).sort();
  return Promise.all(
    files.map(async (entry) => ({
      file: join(folder, entry),
      path: `/${entry.replace(/(^|\/)index\.html$/, '$1')}`,
      html: await readFile(join(folder, entry), 'utf8'),
    })),
  );
}

/** Puts a changed page back. */
export async function rewritePage(page: BuiltPage, html: string): Promise<void> {
  if (html !== page.html) await writeFile(page.file, html);
}

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

const INLINE = /<(script|style)(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/\1>/g;
const HASH = / (?:'|&#39;)(sha256-[A-Za-z0-9+/=]+)(?:'|&#39;)/g;

/**
 * `html` whose policy, in the tag given, allows the page's own inline scripts and styles and no others. Astro names those of every way to load
 * an island, used or not: each is room for something that the page hasn't got, and bytes that don't compress.
 */
export function ownHashes(html: string, tag: string): string {
  // Of an empty script no policy is asked: https://html.spec.whatwg.org/#prepare-the-script-element.
  const asked = [...html.matchAll(INLINE)].filter(([, kind, text]) => kind === 'style' || text !== '');
  const own = new Set<string>(asked.map(([, , text = '']) => hashOf(text)));
  return html.replace(
    tag,
    tag.replace(HASH, (source, hash: string) => (own.has(hash) ? source : '')),
  );
}

/** Sent with every answer. */
const ALWAYS = [
  'X-Content-Type-Options: nosniff',
  'Referrer-Policy: no-referrer',
  'Cross-Origin-Opener-Policy: same-origin',
  'Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Strict-Transport-Security: max-age=31536000',
];
const REVALIDATE = 'Cache-Control: public, max-age=0, must-revalidate';
const FOR_EVER = 'Cache-Control: public, max-age=31536000, immutable';
/** Pagefind's worker compiles its index reader, a WebAssembly module; a worker obeys the policy it was itself sent with. */
const SEARCH_POLICY =
  "Content-Security-Policy: default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
/** The service worker fetches what it keeps, and it too obeys what it was itself sent with. It must not outlive its build in anybody's cache. */
const WORKER_POLICY = "Content-Security-Policy: default-src 'none'; connect-src 'self'; script-src 'self'";
const POLICY_TAG = /<meta http-equiv="content-security-policy" content="([^"]*)">/i;

/**
 * After the build: hoists each page's policy to the top of its head, where it holds for all that follows, leaves it the hashes of the page's own
 * scripts, and writes `_headers` (as Netlify and Cloudflare Pages read it) with the same policies. No header comes from two rules: hosts join those of all that match.
 */
export function headersFile(): AstroIntegration {
  let base = '';
  return {
    name: 'headers-file',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/$/, '');
      },
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const pages = await Promise.all((await builtPages(folder)).map(withHoistedPolicy));
        await writeFile(
          `${folder}/_headers`,
          headersText(pages, base, await filesBeside(folder), await textsBeside(folder)),
        );
      },
    },
  };
}

/** The page as it then stands in the folder: what is sent with it is read of that. */
async function withHoistedPolicy(page: BuiltPage): Promise<BuiltPage> {
  const html = hoistPolicy(page.html);
  await rewritePage(page, html);
  return { ...page, html };
}

/** Files that stand beside the home page and are no pages: the icon, the sitemap, the licences. */
async function filesBeside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.html$|^_headers$|^sw\.js$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** The texts of pages as Markdown, each beside its page's folder. */
async function textsBeside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((entry) => entry.includes('/') && entry.endsWith('.md')).sort();
}

/** `html` with its policy, for its own inline scripts and styles, right behind the character set. A page without a policy is a mistake of the build. */
export function hoistPolicy(html: string): string {
  const tag = POLICY_TAG.exec(html)?.[0];
  const charset = /<meta charset="utf-8">/i.exec(html)?.[0];
  if (tag === undefined || charset === undefined)
    throw new Error('A page has no content-security-policy or no charset.');
  return ownHashes(html.replace(tag, '').replace(charset, `${charset}${tag}`), tag);
}

/**
 * The text of `_headers`: a rule for the pages of each section, and one each for hashed assets, the search index, the pictures of pages and the files beside the pages. A
 * text as Markdown has the headers of its section, and a type.
 */
export function headersText(
  pages: readonly Pick<BuiltPage, 'path' | 'html'>[],
  base: string,
  files: readonly string[],
  texts: readonly string[] = [],
): string {
  const policies = sectionPolicies(pages.map(({ path, html }) => ({ path, policy: policyOf(html) })));
  const rules = policies.map(({ pattern, policy }) => {
    const ancestors = pattern.startsWith('/embed/') ? '*' : "'self'";
    const headers = [`Content-Security-Policy: ${policy}; frame-ancestors ${ancestors}`, REVALIDATE, ...ALWAYS];
    return rule(`${base}${pattern}`, headers);
  });
  return [
    ...rules,
    ...texts.map((file) => rule(`${base}/${file}`, ['Content-Type: text/markdown; charset=utf-8'])),
    ...files.map((file) => rule(`${base}/${file}`, [...(TYPES[file] ?? []), REVALIDATE, ...ALWAYS])),
    rule(`${base}/og/*`, [REVALIDATE, ...ALWAYS]),
    rule(`${base}/sw.js`, [WORKER_POLICY, REVALIDATE, ...ALWAYS]),
    rule(`${base}/_astro/*`, [FOR_EVER, ...ALWAYS]),
    rule(`${base}/pagefind/*`, [SEARCH_POLICY, REVALIDATE, ...ALWAYS]),
  ].join('\n');
}

/** Types that a host can't tell by a file's name. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'feed.xml': ['Content-Type: application/atom+xml; charset=utf-8'],
};

const policyOf = (html: string): string => (POLICY_TAG.exec(html)?.[1] ?? '').replaceAll('&#39;', "'");

const rule = (path: string, headers: readonly string[]) =>
  `${path}\n${headers.map((header) => `  ${header}\n`).join('')}`;

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
