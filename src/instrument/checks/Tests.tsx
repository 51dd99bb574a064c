import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { useLatePart } from '../recovery/useLatePart.tsx';

export interface TestsProps<Props> {
  /** The checks, which a link may bring. */
  checks: string;
  /** The site’s page on the language of checks. */
  href: string;
  load: () => Promise<ComponentType<Props>>;
  /** What the panel is given once it is there. */
  props: Props;
}

/** Tests of what an instrument has in sight, folded: the panel is loaded when it is opened, or comes with a link that has checks. */
export function Tests<Props extends object>({ checks, href, load, props }: TestsProps<Props>) {
  const [isOpen, setOpen] = useState(false);
  const isWanted = isOpen || checks !== '';
  const { Part, missing } = useLatePart(isWanted, load, 'the tests');
  return (
    <details class="tests panel" open={isWanted} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>Tests</summary>
      {Part ? <Part {...props} /> : (missing ?? <a href={href}>How to write tests, one a line</a>)}
    </details>
  );
}
