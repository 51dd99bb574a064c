import { CodeText, wholeOptions } from '../../../ui/PhraseText.tsx';
import { type InlinePart, inlineParts } from '../words/inlineParts.ts';

/** Inline Markdown as elements; `base` is the site's own, before a link that begins at its root. */
export function InlineText({ markdown, base }: { markdown: string; base: string }) {
  return <Parts parts={inlineParts(markdown)} base={base} />;
}

function Parts({ parts, base }: { parts: readonly InlinePart[]; base: string }) {
  return (
    <>
      {parts.map((part) => {
        if (typeof part === 'string') return wholeOptions(part);
        if ('code' in part) return <CodeText text={part.code} />;
        if ('strong' in part) return <strong>{<Parts parts={part.strong} base={base} />}</strong>;
        if ('em' in part) return <em>{<Parts parts={part.em} base={base} />}</em>;
        const href = part.href.startsWith('/') ? `${base}${part.href}` : part.href;
        return (
          <a href={href}>
            <Parts parts={part.words} base={base} />
          </a>
        );
      })}
    </>
  );
}
