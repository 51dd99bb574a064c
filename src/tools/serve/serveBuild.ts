import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One rule of a `_headers` file: a path, `*` at its end for all below it, and the headers it sends. */
interface HeaderRule {
  path: string;
  headers: [name: string, value: string][];
}

/** Reads a `_headers` file as Netlify and Cloudflare Pages do: a path, then its indented headers. */
export function headerRules(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (/^\s/.test(line)) rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    else rules.push({ path: line.trim(), headers: [] });
  }
  return rules;
}

/** Every header that the rules send for `path`; where several rules send the same one, all its values, as hosts do. */
export function headersFor(rules: readonly HeaderRule[], path: string): [name: string, value: string][] {
  return rules.filter((rule) => matches(rule.path, path)).flatMap(({ headers }) => headers);
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.wasm': 'application/wasm',
};
const PACKED = /\.(html|css|js|json|svg|xml)$/;

/** A build being served. */
export interface ServedBuild {
  /** Without a slash at its end, with the base path: `http://127.0.0.1:4000/deep`. */
  origin: string;
  close(): Promise<void>;
}

/** Serves the build in `folder` at `base` on a free port, or the one told, as a host would: its `_headers`, gzip, and its 404 page for what isn't there. The build stays as it is meanwhile. */
export async function serveBuild(folder: string, base = '', at = 0): Promise<ServedBuild> {
  const rules = headerRules(await readFile(join(folder, '_headers'), 'utf8'));
  /** The files that were asked for, packed once. */
  const packed = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const wanted = path.startsWith(`${base}/`) ? path.slice(base.length) : '/404.html';
    const file = wanted.endsWith('/') ? `${wanted}index.html` : wanted;
    const found = await read(folder, file);
    const body = found ?? (await readFile(join(folder, '404.html')));
    const name = found === undefined ? '/404.html' : file;
    response.statusCode = found === undefined ? 404 : 200;
    response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
    for (const [header, value] of headersFor(rules, found === undefined ? `${base}/404.html` : path))
      if (header === 'Content-Type') response.setHeader(header, value);
      else response.appendHeader(header, value);
    if (PACKED.test(name) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.setHeader('Content-Encoding', 'gzip');
      const sent = packed.get(name) ?? gzipSync(body);
      packed.set(name, sent);
      response.end(sent);
    } else response.end(body);
  });
  await new Promise<void>((ready) => server.listen(at, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        // What is still being sent is cut off too.
        server.closeAllConnections();
      }),
  };
}

async function read(folder: string, file: string): Promise<Buffer | undefined> {
  const path = normalize(join(folder, file));
  if (!path.startsWith(normalize(`${folder}/`))) return undefined;
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
