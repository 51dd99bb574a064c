import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromiumArguments } from '../browsers/chromiumArguments.ts';
import { findChromium } from '../browsers/findChromium.ts';

/** What Lighthouse says of one page: its four scores, 0 to 100, and the audits that cost points. */
interface PageScores {
  performance: number;
  accessibility: number;
  'best-practices': number;
  seo: number;
  lost: string[];
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

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

/** Runs Lighthouse, as a phone on a slow network, on one address. */
async function lighthouseScores(url: string): Promise<PageScores> {
  const chrome = await launch({ chromePath: findChromium(), chromeFlags: chromiumArguments });
  try {
    const result = await lighthouse(url, { port: chrome.port, onlyCategories: [...CATEGORIES], logLevel: 'error' });
    if (result === undefined) throw new Error(`Lighthouse said nothing about ${url}.`);
    const { categories, audits } = result.lhr;
    const score = (id: string) => Math.round((categories[id]?.score ?? 0) * 100);
    const weighed = CATEGORIES.flatMap((id) => categories[id]?.auditRefs.filter(({ weight }) => weight > 0) ?? []);
    const lost = weighed
      .map(({ id }) => audits[id])
      .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 1);
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
      lost: lost.map((audit) => `${audit?.id}${audit?.displayValue ? ` (${audit.displayValue})` : ''}`),
    };
  } finally {
    chrome.kill();
  }
}
