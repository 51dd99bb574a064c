/** What a code block's button copies: of a terminal only what was typed, a line each; of other code all of it. */
export function textToCopy(figure: ParentNode): string {
  const typed = [...figure.querySelectorAll('.typed')];
  if (typed.length > 0) return typed.map((row) => row.textContent).join('\n');
  return (figure.querySelector('code')?.textContent ?? '').replace(/\n$/, '');
}

/** Wires the copy buttons of all code blocks, present and to come, with one listener. */
export function startCopyButtons(): void {
  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-copy]') : null;
    const figure = button?.closest('figure');
    if (!button || !figure) return;
    const said = await copy(textToCopy(figure));
    button.textContent = said;
    const status = document.getElementById('copied');
    if (status) status.textContent = said;
    setTimeout(() => {
      button.textContent = 'Copy';
      if (status) status.textContent = '';
    }, 2000);
  });
}

async function copy(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    return 'Not copied: select the text yourself';
  }
}
