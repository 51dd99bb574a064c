/** Brings the current step into the box's view, and leaves the page where it is. */
export function showIn(box: HTMLElement | null): void {
  const node = box?.querySelector('[aria-current="step"]');
  if (!box || !node) return;
  const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - box.clientWidth / 3;
}

/** A program's file as the field shows it: a text as it is, and bytes in base64. */
export async function programText(file: Pick<File, 'arrayBuffer'>): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return bytes.includes(0)
    ? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    : new TextDecoder().decode(bytes);
}
