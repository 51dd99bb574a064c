import type { ComponentChildren } from 'preact';
import { CopyButton } from '../../ui/CopyButton.tsx';
import type { Address } from './useAddress.ts';

export interface StateLinkProps {
  address: Address;
  /** The instrument's own page. */
  href: string;
  /** Where the instrument is embedded: the words that lead to its own page. */
  elsewhere: string | undefined;
  /** The button of the share panel, and the one that saves the state as a file. */
  share: ComponentChildren;
  save: ComponentChildren;
}

/** How the present state is taken elsewhere: by a link, or as a file where it is too long for one. */
export function StateLink({ address, href, elsewhere, share, save }: StateLinkProps) {
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
        {save}
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
