/** A picture of a slide, from its HTML (`slideSnapshot`): nothing in it can be pressed or is read aloud. */
export function previewOf(html: string): HTMLElement {
  const stage = document.createElement('div');
  stage.className = 'stage';
  stage.inert = true;
  stage.ariaHidden = 'true';
  const slides = document.createElement('div');
  slides.className = 'slides';
  slides.append(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
  stage.append(slides);
  return stage;
}
