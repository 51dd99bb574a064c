/** A page needs a part of the engine that it has not loaded yet: load it, and ask again. */
export class NotLoaded extends Error {
  readonly load: () => Promise<void>;

  constructor(load: () => Promise<void>) {
    super('a part of the engine is not loaded: await load first');
    this.load = load;
  }
}

/** A part of the engine that a page loads when it is first needed; asked before that, it throws NotLoaded. */
export function later<Part>(load: () => Promise<Part>): () => Part {
  let part: Part | undefined;
  return () => {
    if (part !== undefined) return part;
    throw new NotLoaded(async () => {
      part = await load();
    });
  };
}

/** An answer, once the parts are there that it needs. */
export async function whenThere<Answer>(answer: () => Answer): Promise<Answer> {
  for (;;) {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await error.load();
    }
  }
}
