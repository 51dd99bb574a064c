import { CopyButton } from '../../ui/CopyButton.tsx';
import { SaveText } from '../../ui/SaveText.tsx';
import { ShareButton, type ShareButtonProps } from '../share/ShareButton.tsx';
import type { Address } from './useAddress.ts';

export interface StateLinkProps extends ShareButtonProps {
  address: Address;
  /** The instrument's own page. */
  href: string;
  /** Where the instrument is embedded: the words that lead to its own page. */
  elsewhere: string | undefined;
  /** The text to save where it is too long for a link. */
  text: string;
  fileName: string;
}

/** How the present state is taken elsewhere: by a link, or as a file where it is too long for one. */
export function StateLink({ address, href, elsewhere, text, fileName, sharedAt }: StateLinkProps) {
  const { fragment, tooLong, whenPacked } = address;
  const share = <ShareButton sharedAt={sharedAt} />;
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
        {share}
      </span>
    );
  }
  const link = fragment === undefined ? undefined : `${href}#${fragment}`;
  if (elsewhere) {
    return (
      <span class="state-link" data-link={link}>
        <a href={link}>{elsewhere}</a>
        {share}
      </span>
    );
  }
  const addressOf = (packed: string) => new URL(`${href}#${packed}`, location.href).href;
  const copied = () =>
    fragment === undefined
      ? whenPacked().then((packed) => (packed === undefined ? packed : addressOf(packed)))
      : addressOf(fragment);
  return (
    <span class="state-link" data-link={link}>
      <CopyButton first label="Copy link" text={copied} />
      {share}
    </span>
  );
}
