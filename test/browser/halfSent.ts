import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of which pages or styles come in two parts, as over a slow connection. */
export interface HalfSent {
  origin: string;
  /** How many are half sent. */
  held(): number;
  /** Sends the rest of what is half sent. */
  sendRest(): void;
  close(): void;
}

/** Hands on what another server has, and breaks off where that does; of a page or style that has `cut` only the part before, until the rest is asked for. */
export async function halfSent(origin: string, cut: string): Promise<HalfSent> {
  const rest: (() => void)[] = [];
  const handOn = async (url: string, response: ServerResponse) => {
    const answer = await fetch(origin + url);
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type });
    const body = Buffer.from(await answer.arrayBuffer());
    const at = /^text\/(?:html|css)/.test(type) ? body.indexOf(cut) : -1;
    response.write(at < 0 ? body : body.subarray(0, at));
    if (at < 0) response.end();
    else rest.push(() => response.end(body.subarray(at)));
  };
  const server: Server = createServer(({ url = '/' }, response) => {
    handOn(url, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held: () => rest.length,
    sendRest: () => {
      for (const send of rest.splice(0)) send();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
