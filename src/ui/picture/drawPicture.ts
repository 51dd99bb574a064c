import type { Colour, Hatch, PathShape, Picture, Stroke, TextShape } from './Picture.ts';

/** Draws the picture on a canvas, `scale` pixels for each of the picture's; undefined where the browser has no room for one so large. */
export function drawPicture({ width, height, shapes }: Picture, scale: number): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  for (const shape of shapes) {
    context.setTransform(scale, 0, 0, scale, 0, 0);
    if (shape.kind === 'text') drawText(context, shape);
    else drawPath(context, shape);
  }
  return canvas;
}

/** The canvas as a PNG; undefined where the browser makes none. */
export const pngOf = (canvas: HTMLCanvasElement) =>
  new Promise<Blob | undefined>((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));

function drawPath(
  context: CanvasRenderingContext2D,
  { path, clip, matrix, fill, evenOdd, stroke, hatch }: PathShape,
): void {
  context.save();
  if (clip) {
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
  }
  if (matrix) context.transform(...matrix);
  const drawn = new Path2D(path);
  const rule = evenOdd ? 'evenodd' : 'nonzero';
  if (hatch) drawHatch(context, drawn, rule, hatch);
  else if (fill) {
    context.fillStyle = css(fill);
    context.fill(drawn, rule);
  }
  if (stroke) {
    setStroke(context, stroke);
    context.stroke(drawn);
  }
  context.restore();
}

function drawText(context: CanvasRenderingContext2D, { text, x, y, width, font, fill }: TextShape): void {
  context.font = `${font.style} ${font.weight} ${font.size}px ${font.family}`;
  context.fillStyle = css(fill);
  context.translate(x, y);
  // What the page shows takes `width`, letter spacing included.
  const measured = context.measureText(text).width;
  if (measured > 0) context.scale(width / measured, 1);
  context.fillText(text, 0, 0);
}

function drawHatch(context: CanvasRenderingContext2D, path: Path2D, rule: CanvasFillRule, { line, gap }: Hatch): void {
  const { canvas } = context;
  context.save();
  context.clip(path, rule);
  context.rotate(Math.PI / 4);
  setStroke(context, line);
  const reach = canvas.width + canvas.height;
  context.beginPath();
  for (let at = -Math.ceil(reach / gap) * gap; at < reach; at += gap) {
    context.moveTo(at, -reach);
    context.lineTo(at, reach);
  }
  context.stroke();
  context.restore();
}

function setStroke(context: CanvasRenderingContext2D, stroke: Stroke): void {
  context.strokeStyle = css(stroke);
  context.lineWidth = stroke.width;
  context.lineCap = stroke.cap;
  context.lineJoin = stroke.join;
  context.setLineDash([...stroke.dashes]);
}

const css = ({ hex, opacity }: Colour) =>
  opacity < 1
    ? `${hex}${Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')}`
    : hex;
