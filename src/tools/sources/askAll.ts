import { type Answer, askAddress, type Manners } from './askAddress.ts';

/** How many are asked. */
export interface Crowd {
  /** Hosts that are asked at the same time; of one host, one address after the other. */
  hosts: number;
  /** Milliseconds between two addresses of a host. */
  gap: number;
}

/** Asks every address, the hosts side by side and each host one address at a time. */
export async function askAll(
  urls: readonly string[],
  manners: Manners,
  { hosts, gap }: Crowd,
  told: (url: string, answer: Answer) => void = () => {},
): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>();
  const queues = [...Map.groupBy(new Set(urls), (url) => new URL(url).host).values()];
  const askQueue = async (queue: readonly string[]) => {
    for (const [at, url] of queue.entries()) {
      if (at > 0) await manners.wait(gap);
      const answer = await askAddress(url, manners);
      answers.set(url, answer);
      told(url, answer);
    }
  };
  // The longest queues first, for they take longest.
  const waiting = queues.sort((a, b) => b.length - a.length);
  const worker = async () => {
    for (let queue = waiting.shift(); queue !== undefined; queue = waiting.shift()) await askQueue(queue);
  };
  await Promise.all(Array.from({ length: hosts }, worker));
  return answers;
}
