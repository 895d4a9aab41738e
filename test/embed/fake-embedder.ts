/** A model that is none: each bigram of a text adds to the dimension that its hash names, so texts alike in words are near. */
export const dimensions = 64

export function fakeVector(text: string, size = dimensions): number[] {
  const vector = new Array<number>(size).fill(0)
  vector[0] = 0.01
  for (let i = 0; i + 1 < text.length; i++) {
    const hash = Math.imul(text.charCodeAt(i) * 31 + text.charCodeAt(i + 1), 0x9e3779b1) >>> 0
    vector[hash % size]! += 1
  }
  return vector
}

export interface Asked {
  readonly input: readonly string[]
  readonly model?: string
}

/** As OpenAI answers, in another order than asked. */
export const fakeAnswer = (
  { input }: Asked,
  size = dimensions,
): { readonly data: { index: number; embedding: unknown }[] } => ({
  data: input.map((text, index) => ({ index, embedding: fakeVector(text, size) })).reverse(),
})
