import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds wrong with a page, or with what has the selector: a line for each element. Asked in the page itself and of what is wrong alone: what axe says of the thousands
 * of elements that are right takes it several times as long, and so does the blank page in which it would gather the answers of frames from elsewhere, of which the site has none.
 */
export async function axeFindings(page: Page, selector = 'html'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.include(selector).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
