import { CopyButton } from './CopyButton.tsx';

/** Copies the address of the present state: the page's, with this fragment, or with the one that is packed when the button is pressed. */
export function CopyLink({ fragment }: { fragment: string | (() => Promise<string | undefined>) }) {
  const whole = (of: string) => new URL(`#${of}`, location.href).href;
  const text = () =>
    typeof fragment === 'string'
      ? whole(fragment)
      : fragment().then((of) => (of === undefined ? undefined : whole(of)));
  return <CopyButton first label="Copy link" text={text} />;
}
