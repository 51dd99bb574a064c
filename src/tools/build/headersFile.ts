import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { type BuiltPage, builtPages, rewritePage } from './builtPages.ts';
import { ownHashes } from './ownHashes.ts';
import { sectionPolicies } from './sectionPolicies.ts';

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
