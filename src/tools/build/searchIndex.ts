import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';

/** What a reader sets, a profile's text, the rows of a table, what tells that a script is missing, and the answer to the box’s own example: nobody searches the site for them, and an excerpt of them says nothing. */
const NO_PROSE = [
  ...['select', 'textarea', 'fieldset', 'label', 'button.btn', '[role=listbox]'],
  ...['.line-field', '.examples', '.prototype', '.calls-scroll', '.calls-keys', '.stack-rows'],
  ...['.notices.missing', '.ask-card', '.needs-script', '.computed-for'],
];

/** After the build: the index that the site's search reads, made by Pagefind of what stands inside `data-pagefind-body`. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const { index, errors } = await createIndex({ excludeSelectors: NO_PROSE });
        if (index === undefined) throw new Error(`Pagefind made no index: ${errors.join('; ')}`);
        const added = await index.addDirectory({ path: folder });
        const written = await index.writeFiles({ outputPath: `${folder}/pagefind` });
        const problems = [...added.errors, ...written.errors];
        await close();
        if (problems.length > 0) throw new Error(`Pagefind: ${problems.join('; ')}`);
        logger.info(`${added.page_count} pages indexed`);
      },
    },
  };
}
