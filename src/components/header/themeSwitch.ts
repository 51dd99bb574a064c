type Theme = 'system' | 'light' | 'dark';

const WORDS: Record<Theme, string> = { system: 'system', light: 'light', dark: 'dark' };

/**
 * The theme that follows `theme` when its button is pressed, where the system's is `system`: from it to the other one, so that the first press
 * changes something, then to the system's own as the reader's choice, then to following the system again.
 */
export function nextTheme(theme: Theme, system: 'light' | 'dark'): Theme {
  if (theme === 'system') return system === 'dark' ? 'light' : 'dark';
  return theme === system ? 'system' : system;
}

/** Wires the button: press for the next theme; the choice is kept, and “system” is kept by keeping nothing. */
export function startThemeSwitch(): void {
  const button = document.getElementById('theme');
  const root = document.documentElement;
  if (button === null) return;
  const current = (): Theme =>
    root.dataset.theme === 'light' || root.dataset.theme === 'dark' ? root.dataset.theme : 'system';
  const show = () => {
    button.title = `Theme: ${WORDS[current()]}`;
    button.ariaLabel = button.title;
  };
  button.addEventListener('click', () => {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const theme = nextTheme(current(), system);
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    remember(theme);
    show();
  });
  show();
}

function remember(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch {
    // A browser that keeps nothing still shows the theme on this page.
  }
}
