import { useLayoutEffect, useRef } from 'preact/hooks';

/** A change as the page's list has it. No page carries the texts of all changes twice. */
export function ListedChange({ id }: { id: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const listed = document.querySelector(`.ten-years-list [data-change="${CSS.escape(id)}"]`);
    place.current?.replaceChildren(...(listed?.cloneNode(true).childNodes ?? []));
  }, [id]);
  return <div ref={place} />;
}
