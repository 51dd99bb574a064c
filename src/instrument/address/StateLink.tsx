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
  const link = fragment === undefined ? fragment : `${href}#${fragment}`;
  const copied = async () => {
    const packed = await whenPacked();
    return packed === undefined ? packed : new URL(`${href}#${packed}`, location.href).href;
  };
  return (
    <span class="state-link" data-link={link}>
      {tooLong && (
        <span role="status">
          This text is too long for a link.{' '}
          {!elsewhere &&
            (tooLong === 'kept'
              ? 'This browser tab keeps it, even after a reload. '
              : 'This browser tab can’t store it. Save it as a file before you leave. ')}
        </span>
      )}
      {tooLong ? (
        save
      ) : elsewhere ? (
        <a href={link}>{elsewhere}</a>
      ) : (
        <CopyButton first label="Copy link" text={copied} />
      )}
      {share}
    </span>
  );
}
