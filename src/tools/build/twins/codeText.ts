import type { Element, ElementContent } from 'hast';
import { element, elementIn, elementsIn, hasClass, text, textOf } from '../hastParts.ts';

/** Names of languages as code blocks without a title have them. */
const LANGUAGE = /^(?:json|console|text|sh|shellscript|c|go|python|yaml|toml|ini|diff)$/;

/** A code block of a page: its title and source in a line, then its text, of a terminal with the prompts. */
export function codeText(figure: Element): ElementContent[] {
  const pre = elementIn(figure, ({ tagName }) => tagName === 'pre');
  const title = textOf(elementIn(figure, ({ tagName }) => tagName === 'b'));
  const source = elementIn(figure, ({ tagName }) => tagName === 'figcaption');
  const told = elementsIn(source ?? figure, ({ tagName }) => ['b', 'span'].includes(tagName)).map(textOf);
  const caption = told.filter((part) => !LANGUAGE.test(part)).join(' · ');
  const code = element('code', [text(textOf(pre))], languageClass(pre, title));
  return [...(caption === '' ? [] : [element('p', [element('em', [text(caption)])])]), element('pre', [code])];
}

function languageClass(pre: Element | undefined, title: string) {
  const isConsole =
    pre !== undefined && elementIn(pre, (each) => hasClass(each, 'prompt') || hasClass(each, 'typed')) !== undefined;
  const [, extension = ''] = /\.(json|yaml|toml|c|go|py)\b/.exec(title) ?? [];
  const language = isConsole ? 'console' : LANGUAGE.test(title) ? title : extension;
  return language === '' ? {} : { className: [`language-${language}`] };
}
