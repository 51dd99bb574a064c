/** Adds the buttons that share a heading or a figure as soon as the reader turns to the text, by pointer or keyboard: until then they cost nothing. */
export function startSharing(): void {
  const address = document.getElementById('share')?.dataset.script;
  const text = document.querySelector('.prose');
  if (address === undefined || !text) return;
  const add = () => {
    for (const event of EVENTS) text.removeEventListener(event, add);
    document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: address }));
  };
  for (const event of EVENTS) text.addEventListener(event, add);
}

const EVENTS = ['pointerover', 'focusin'];
