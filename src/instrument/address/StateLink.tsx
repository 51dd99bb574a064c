import { CopyButton } from '../../ui/CopyButton.tsx';
import { SaveText } from '../../ui/SaveText.tsx';
import type { Address } from './useAddress.ts';

export interface StateLinkProps {
  address: Address;
  /** Where the instrument is embedded: its own page, and the words that lead there. */
  elsewhere: { href: string; words: string } | undefined;
  /** The text to save where it is too long for a link. */
  text: string;
  fileName: string;
}

/** How the present state is taken elsewhere: by a link, or as a file where it is too long for one. */
export function StateLink({ address, elsewhere, text, fileName }: StateLinkProps) {
  const { fragment, tooLong, whenPacked } = address;
  if (tooLong) {
    return (
      <span class="state-link">
        <span role="status">
          {elsewhere
            ? 'This text is too long for a link. '
            : tooLong === 'kept'
              ? 'This text is too long for a link. This browser tab keeps it, even after a reload. '
              : 'This text is too long for a link, and this browser tab has no room to keep it: save it before you leave. '}
        </span>
        <SaveText text={text} name={fileName} label="Save as a file" />
      </span>
    );
  }
  if (elsewhere)
    return (
      <a data-state-link="" href={fragment === undefined ? undefined : `${elsewhere.href}#${fragment}`}>
        {elsewhere.words}
      </a>
    );
  const addressOf = (packed: string) => new URL(`#${packed}`, location.href).href;
  const copied = () =>
    fragment === undefined
      ? whenPacked().then((packed) => (packed === undefined ? packed : addressOf(packed)))
      : addressOf(fragment);
  return <CopyButton first label="Copy link" text={copied} />;
}
