import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { askAddress, askAll, type Manners } from '../../../src/tools/sources/askAll.ts';

// A server of this machine is asked, and nobody else. What it got stands in `asked`, what was waited in `waits`.
let asked: string[] = [];
let waits: number[] = [];
/** The deadline of the request that was asked last: the server is what it waits for, never the clock. */
let late = new AbortController();
/** What the server answers only when two are open. */
let held: { host: string; answer: () => void }[] = [];
let most = 0;

const MANNERS: Manners = {
  deadline: () => {
    late = new AbortController();
    return late.signal;
  },
  retries: 2,
  pause: 100,
  longestWait: 60_000,
  userAgent: 'a test',
  wait: async (milliseconds) => {
    waits.push(milliseconds);
  },
};

const LATER = new Date(Date.now() + 3_600_000).toUTCString();

/** What the server answers at each path: by how often it was asked, the last for ever. */
const ANSWERS: Record<string, readonly (readonly [status: number, headers?: Record<string, string>])[]> = {
  '/alive': [[200]],
  '/dead': [[404]],
  '/gone': [[410]],
  '/secret': [[403]],
  '/moved': [[301, { location: '/alive' }]],
  '/moved-twice': [[308, { location: '/moved' }]],
  '/for-now': [[302, { location: '/alive' }]],
  '/moved-for-now': [[301, { location: '/for-now' }]],
  '/moved-to-dead': [[301, { location: '/dead' }]],
  '/loop': [[301, { location: '/loop' }]],
  '/elsewhere': [[302, { location: 'mailto:nobody' }]],
  '/no-location': [[302]],
  '/busy': [[429, { 'retry-after': '7' }], [200]],
  '/busy-till': [[429, { 'retry-after': LATER }]],
  '/always-busy': [[429]],
  '/ill': [[503], [502], [200]],
  '/always-ill': [[500]],
};

const counts = new Map<string, number>();
const listener: RequestListener = ({ method = '', url = '', headers }, response) => {
  const [path = ''] = url.split('?');
  asked.push(`${method} ${path}`);
  if (path === '/slow') {
    late.abort(new DOMException('', 'TimeoutError'));
    return;
  }
  if (path === '/cut') {
    response.destroy();
    return;
  }
  if (path === '/whose') {
    response.writeHead(headers['user-agent'] === 'a test' ? 200 : 400).end();
    return;
  }
  if (path === '/no-head' || path === '/no-head-404') {
    response
      .writeHead(method === 'GET' ? 200 : path === '/no-head' ? 405 : 404)
      .end(method === 'GET' ? 'x' : undefined);
    return;
  }
  if (path.startsWith('/one-at-a-time')) {
    const host = headers.host ?? '';
    held.push({ host, answer: () => response.writeHead(200).end() });
    most = Math.max(most, held.filter((each) => each.host === host).length);
    if (held.length < 2) return;
    for (const { answer } of held) answer();
    held = [];
    return;
  }
  const answers = ANSWERS[path] ?? [[404]];
  const count = counts.get(path) ?? 0;
  counts.set(path, count + 1);
  const [status, more] = answers[Math.min(count, answers.length - 1)] ?? [404];
  response.writeHead(status, more).end();
};

const listen = (server: Server) =>
  new Promise<string>((done) =>
    server.listen(0, '127.0.0.1', () => done(`127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );

const server = createServer(listener);
let secure: Server;
let [host, secureHost, folder] = ['', '', ''];
beforeAll(async () => {
  host = await listen(server);
  // A certificate that nobody has signed.
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  secure = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, listener);
  secureHost = await listen(secure);
});
afterEach(() => {
  asked = [];
  waits = [];
  counts.clear();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  secure.close();
  rmSync(folder, { recursive: true });
});

const ask = (path: string) => askAddress(`http://${host}${path}`, MANNERS);

describe('one address', () => {
  test.each([
    ['/alive', { alive: true, status: 200 }, ['HEAD /alive']],
    ['/whose', { alive: true, status: 200 }, ['HEAD /whose']],
    ['/dead', { alive: false, status: 404 }, ['HEAD /dead', 'GET /dead']],
    ['/gone', { alive: false, status: 410 }, ['HEAD /gone', 'GET /gone']],
    ['/secret', { alive: false, status: 403 }, ['HEAD /secret', 'GET /secret']],
    ['/no-head', { alive: true, status: 200 }, ['HEAD /no-head', 'GET /no-head']],
    ['/no-head-404', { alive: true, status: 200 }, ['HEAD /no-head-404', 'GET /no-head-404']],
    ['/for-now', { alive: true, status: 200 }, ['HEAD /for-now', 'HEAD /alive']],
    ['/moved-for-now', { alive: true, status: 200 }, ['HEAD /moved-for-now', 'HEAD /for-now', 'HEAD /alive']],
    ['/no-location', { alive: false, status: 302 }, ['HEAD /no-location']],
  ])('%s', async (path, answer, requests) => {
    expect(await ask(path)).toEqual(answer);
    expect(asked).toEqual(requests);
    expect(waits).toEqual([]);
  });

  test('a move for good is told, by however many steps', async () => {
    expect(await ask('/moved')).toEqual({ alive: true, status: 200, movedTo: `http://${host}/alive` });
    expect(await ask('/moved-twice')).toEqual({ alive: true, status: 200, movedTo: `http://${host}/alive` });
  });

  test.each([
    ['/moved-to-dead', 404],
    ['/loop', 'too many redirects'],
    ['/elsewhere', 'redirect to no address'],
  ])('%s leads nowhere', async (path, status) => expect(await ask(path)).toEqual({ alive: false, status }));

  test('a 429 is waited for as long as it says, then asked again', async () => {
    expect(await ask('/busy')).toEqual({ alive: true, status: 200 });
    expect([asked, waits]).toEqual([['HEAD /busy', 'HEAD /busy'], [7000]]);
  });

  test('one that asks for an hour is left alone, and not asked with GET either', async () => {
    expect(await ask('/busy-till')).toEqual({ alive: false, status: 429 });
    expect([asked, waits]).toEqual([['HEAD /busy-till'], []]);
  });

  test('a 429 without a time is asked again after longer and longer pauses', async () => {
    expect(await ask('/always-busy')).toEqual({ alive: false, status: 429 });
    expect([asked.length, waits]).toEqual([3, [100, 200]]);
  });

  test('a server that is ill is asked again', async () => {
    expect(await ask('/ill')).toEqual({ alive: true, status: 200 });
    expect([asked.length, waits]).toEqual([3, [100, 200]]);
    expect(await ask('/always-ill')).toEqual({ alive: false, status: 500 });
  });

  test('one that never answers is a timeout', async () => {
    expect(await ask('/slow')).toEqual({ alive: false, status: 'timeout' });
    expect(asked).toEqual(['HEAD /slow', 'HEAD /slow', 'HEAD /slow', 'GET /slow', 'GET /slow', 'GET /slow']);
  });

  test('one that hangs up is told by its error', async () =>
    expect(await ask('/cut')).toEqual({ alive: false, status: 'UND_ERR_SOCKET' }));

  test('a port that nobody listens at any more', async () => {
    const closed = createServer();
    const free = await listen(closed);
    await new Promise((done) => closed.close(done));
    expect(await askAddress(`http://${free}/`, MANNERS)).toEqual({ alive: false, status: 'ECONNREFUSED' });
  });

  test('a certificate that nobody vouches for is asked once each way, for another try does not change it', async () => {
    expect(await askAddress(`https://${secureHost}/alive`, MANNERS)).toEqual({
      alive: false,
      status: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect([asked, waits]).toEqual([[], []]);
  });
});

describe('all of them', () => {
  test('one at a time per host, with a gap, and each address once', async () => {
    most = 0;
    const other = host.replace('127.0.0.1', 'localhost');
    const urls = [1, 2, 3].flatMap((each) => [
      `http://${host}/one-at-a-time?${each}`,
      `http://${other}/one-at-a-time?${each}`,
    ]);
    const told: string[] = [];
    const answers = await askAll([...urls, ...urls], MANNERS, { hosts: 4, gap: 30 }, (url) => told.push(url));
    expect(most).toBe(1);
    expect([...answers.keys()].sort()).toEqual([...urls].sort());
    expect(told.length).toBe(6);
    expect(waits).toEqual([30, 30, 30, 30]);
  });

  test('a dead one does not keep the others from being asked', async () => {
    const answers = await askAll([`http://${host}/dead`, `http://${host}/alive`], MANNERS, { hosts: 1, gap: 0 });
    expect([...answers.values()].map(({ status }) => status)).toEqual([404, 200]);
  });
});
