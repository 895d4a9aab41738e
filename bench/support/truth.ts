/** Finds the articles that truly contain a string, by reading every text from end to end, without an index. */

/** By string: the IDs of the articles whose comparable text contains it. */
export type Holders = ReadonlyMap<string, readonly string[]>

/**
 * Searches for all strings in one pass over each text. At each character only the strings that begin with it are tried.
 * @param texts comparable texts by id
 */
export function findHolders(texts: Iterable<readonly [id: string, text: string]>, strings: readonly string[]): Holders {
  const byFirst = new Map<number, string[]>()
  const holders = new Map<string, string[]>()
  for (const text of new Set(strings)) {
    if (text === '') continue
    const first = text.charCodeAt(0)
    const group = byFirst.get(first)
    if (group === undefined) byFirst.set(first, [text])
    else group.push(text)
    holders.set(text, [])
  }
  for (const [id, text] of texts) {
    for (let at = 0; at < text.length; at++) {
      const group = byFirst.get(text.charCodeAt(at))
      if (group === undefined) continue
      for (const wanted of group) {
        const ids = holders.get(wanted)!
        if (ids.at(-1) !== id && text.startsWith(wanted, at)) ids.push(id)
      }
    }
  }
  return holders
}

/** IDs that are in every list. */
export function common(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...rest] = [...lists].sort((a, b) => a.length - b.length)
  const sets = rest.map((list) => new Set(list))
  return first.filter((id) => sets.every((set) => set.has(id)))
}
