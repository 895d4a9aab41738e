/**
 * Characters that look alike: they differ in a stroke or in one component, and people who write with a pen or a
 * stroke-based input method confuse them. Simplified characters; each line of `data/words/look-alikes.txt` stands for all
 * pairs in it.
 */

/** Characters that look like a character; empty for most. */
export type LookAlikes = (character: string) => ReadonlySet<string>

/** @param text the content of look-alikes.txt. The groups are scanned, because few characters are ever looked up. */
export function readLookAlikes(text: string): LookAlikes {
  const groups = text.trimEnd().split('\n')
  const known = new Map<string, ReadonlySet<string>>()
  return (character) => {
    const found = known.get(character)
    if (found !== undefined) return found
    const others = new Set(groups.filter((group) => group.includes(character)).join(''))
    others.delete(character)
    known.set(character, others)
    return others
  }
}
