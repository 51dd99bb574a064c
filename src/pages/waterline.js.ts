import { PUBLISHED } from '../instrument/checks/published.ts';

/** The command, byte for byte as it is committed (`cli/waterline.js`). */
export function GET(): Response {
  return new Response(PUBLISHED.text, { headers: { 'Content-Type': 'text/javascript; charset=utf-8' } });
}
