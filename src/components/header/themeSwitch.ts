type Theme = 'system' | 'light' | 'dark';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const WORDS: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };

/** The theme that follows `theme` when its button is pressed. */
export const nextTheme = (theme: Theme): Theme => NEXT[theme];

/** Wires the button: press for the next theme; the choice is kept, and “as the system” is kept by keeping nothing. */
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
    const theme = nextTheme(current());
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
