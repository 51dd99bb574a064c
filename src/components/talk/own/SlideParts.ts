/** What a slide is made of, taken from a page of the site. */
export interface SlideParts {
  title: string;
  kind: 'title' | 'piece' | 'live' | 'text' | 'code';
  content: Node[];
  /** What the page says around it. */
  notes: Node[];
  /** The address of its code, with the base; undefined for a slide without one. */
  code?: string | undefined;
  /** What the code leads to. */
  codeLabel?: string;
  /** What the slide is called instead, once another question is asked on it. */
  instrument?: string;
}

/** A slide as the stage shows it; one of the talk is one already. Beside an instrument stands a code of its state. `origin` is the site's own, where the build knows it. */
export function slideOf(parts: SlideParts | Element, origin: string | undefined): Element {
  if (parts instanceof Element) return document.importNode(parts, true);
  const { title, kind, content, notes, code, codeLabel = 'This page', instrument } = parts;
  const slide = element('section', 'slide prose');
  slide.dataset.kind = kind;
  slide.dataset.title = title;
  if (instrument !== undefined) slide.dataset.instrument = instrument;
  slide.append(element('h2', '', title));
  const piece = kind === 'piece' ? element('div', 'piece') : slide;
  piece.append(...content);
  if (piece !== slide) slide.append(piece);
  const island = piece.querySelector('astro-island');
  if (island) piece.append(liveOf(island, code ?? stateOf(island), origin));
  else if (code !== undefined) slide.append(qrOf(code, codeLabel, origin));
  const words = element('div', 'notes');
  words.append(...notes);
  if (notes.length > 0) slide.append(words);
  return slide;
}

/** Where the first view of an instrument leads, with its state. */
const stateOf = (island: Element) => island.querySelector('.state-link a')?.getAttribute('href') ?? undefined;

function liveOf(island: Element, code: string | undefined, origin: string | undefined): HTMLElement {
  const live = element('div', 'live');
  live.dataset.live = '';
  live.append(island);
  if (code !== undefined) live.append(qrOf(code, 'This state', origin));
  return live;
}

const SVG = 'http://www.w3.org/2000/svg';

/** The same as `QrCode.astro`, drawn by `drawQr`. */
function qrOf(path: string, label: string, origin: string | undefined): HTMLElement {
  const place = element('div', 'qr');
  place.dataset.qr = path;
  if (origin) place.dataset.origin = origin;
  const button = element('button', '');
  button.setAttribute('type', 'button');
  button.dataset.enlarge = '';
  button.ariaLabel = `${label}: show QR code`;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  button.append(svg);
  const words = element('p', '');
  words.append(element('b', '', label), ' ', element('a', ''));
  place.append(button, words);
  return place;
}

export function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== '') made.textContent = text;
  return made;
}
