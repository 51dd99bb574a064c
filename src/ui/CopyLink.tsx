import { CopyButton } from './CopyButton.tsx';

/** Copies the address of the present state. `href` may be relative or a bare fragment; the whole address is copied. */
export function CopyLink({ href }: { href: string }) {
  return <CopyButton first label="Copy link" text={() => new URL(href, location.href).href} />;
}
