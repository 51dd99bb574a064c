import { lighthouseScores, type PageScores } from './lighthouseScores.ts';

const MOST_RUNS = 5;

/**
 * The best of up to five runs of Lighthouse on one address, with the performance of each. Other work on the machine only ever takes points,
 * so the best run is the nearest to the page itself; it stops at the first that reaches 100.
 */
export async function bestScores(url: string): Promise<{ scores: PageScores; runs: number[] }> {
  let scores = await lighthouseScores(url);
  const runs = [scores.performance];
  while (scores.performance < 100 && runs.length < MOST_RUNS) {
    const next = await lighthouseScores(url);
    runs.push(next.performance);
    if (next.performance > scores.performance) scores = next;
  }
  return { scores, runs };
}
