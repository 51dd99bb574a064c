import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds wrong with a page, or with what has the selector: a line for each element. In the light theme it is asked everything; in the dark one, which differs in its colours
 * alone, about their contrast. It is asked in the page itself and of what is wrong alone: what axe says of the thousands of elements that are right takes it several times as long,
 * and so does the blank page in which it would gather the answers of frames from elsewhere, of which the site has none.
 */
export async function axeFindings(page: Page, selector = 'html'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await findings(page, selector);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await findings(page, selector, ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function findings(page: Page, selector: string, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (rules) axe.withRules(rules);
  const { violations } = await axe.include(selector).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
