import { readFile } from 'node:fs/promises';

/** A page that is the site's sign at `size` pixels, `share` of it wide; on paper, or on nothing. */
export async function iconPage(size: number, share: number, onPaper: boolean): Promise<string> {
  const sign = await readFile('public/favicon.svg', 'utf8');
  const place = `display: grid; place-items: center; width: ${size}px; height: ${size}px; margin: 0;`;
  return `<body style="${place} background: ${onPaper ? '#fbfcfb' : 'transparent'}">${sign.replace('<svg ', `<svg width="${size * share}" `)}</body>`;
}
