/** An engine has no words to teach later: those of its creation are applied from the start. */
export async function applyWords(): Promise<void> {}
