import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { useEarlyElement } from '../../ui/useEarlyElement.ts';
import { useLatePart } from '../recovery/useLatePart.tsx';
import type { Program } from './completeCheck.ts';

/** What any panel of tests is given. */
interface Given {
  /** The checks, which a link may bring. */
  text: string;
  /** The site’s page on the language of checks. */
  href: string;
  /** The command as the site serves it. */
  program: Program;
}

export interface TestsProps<Props> extends Given {
  load: () => Promise<ComponentType<Props & Given>>;
  /** What the panel is given once it is there. */
  props: Props;
}

/** Tests of what an instrument has in sight, folded: the panel is loaded when it is opened, or comes with a link that has checks. */
export function Tests<Props extends object>({ text, href, program, load, props }: TestsProps<Props>) {
  const [isOpen, setOpen] = useState(false);
  const isWanted = isOpen || !!text;
  const { Part, missing } = useLatePart(isWanted, load, 'tests');
  return (
    <details
      class="tests panel"
      ref={useEarlyElement(({ open }: HTMLDetailsElement) => setOpen(open))}
      open={isWanted}
      onToggle={({ currentTarget: { open } }) => setOpen(open)}
    >
      <summary>Tests</summary>
      {Part ? <Part {...props} {...{ text, href, program }} /> : (missing ?? <a href={href}>How to write checks</a>)}
    </details>
  );
}
