/** What `stateFileName` names; some browsers put a number before the last ending where there is a file of that name. No import: the script stands in the page. */
const NAME = /\.waterline\b[^/]*\.json$/i;

/** Whether a file's name is that of a saved state. */
export const isStateFileName = (name: string): boolean => NAME.test(name);

/** From now on a file whose name is that of a saved state is opened as one, before any field takes it as a text of its own. */
export function startStateFiles(): void {
  const place = document.getElementById('state-file');
  const { base } = place?.dataset ?? {};
  if (!place || base === undefined) return;
  const take = (event: Event) => {
    const field = event.target instanceof HTMLInputElement ? event.target : undefined;
    const files = event instanceof DragEvent ? event.dataTransfer?.files : field?.files;
    const file = [...(files ?? [])].find(({ name }) => isStateFileName(name));
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    if (field && event.type === 'change') field.value = '';
    void open(file, base).then((said) => {
      place.textContent = said;
    });
  };
  addEventListener('drop', take, { capture: true });
  addEventListener('change', take, { capture: true });
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
}

async function open(file: File, base: string): Promise<string> {
  try {
    const { takeStateFile }: typeof import('./takeStateFile.ts') = await import(
      /* @vite-ignore */ new URL('./takeStateFile.ts', import.meta.url).href
    );
    return await takeStateFile(file, base);
  } catch {
    return `Couldn’t load the script that opens ${file.name}. Check your connection, then open the file again.`;
  }
}
