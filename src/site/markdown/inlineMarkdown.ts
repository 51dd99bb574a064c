import { createSatteriMarkdownProcessor } from '@astrojs/markdown-satteri';
import { inlinePlugins } from './inlinePlugins.ts';

const processors = new Map<string, ReturnType<typeof createSatteriMarkdownProcessor>>();

/** One line of Markdown (links, code, emphasis) as HTML, rendered as chapters are; throws where the text is more than a paragraph. */
export async function inlineMarkdown(text: string, base: string): Promise<string> {
  const processor =
    processors.get(base) ??
    createSatteriMarkdownProcessor({ syntaxHighlight: false, hastPlugins: inlinePlugins(base) });
  processors.set(base, processor);
  const { code } = await (await processor).render(text);
  const [, inline] = /^<p>((?:(?!<p>)[\s\S])*)<\/p>\s*$/.exec(code) ?? [];
  if (inline === undefined) throw new Error(`“${text}” is not one line of Markdown.`);
  return inline;
}
