/** How close a cleaned page is to what a person marked. */

/** What a person marked; null if the page doesn't contain it. */
export interface Expected {
  readonly title: string | null
  readonly date: string | null
  readonly author: string | null
  readonly url: string | null
  readonly tags: readonly string[] | null
  readonly body: readonly string[]
  readonly captions: readonly string[]
}

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Han characters one by one, all else word by word; punctuation doesn't count. */
export function tokens(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .match(/\p{Script=Han}|[\p{L}\p{N}]+/gu)
      ?.flatMap((t) => (/\p{Script=Han}/u.test(t) ? [...t] : [t])) ?? []
  )
}

/** Precision and recall of tokens as multisets. */
export function tokenF1(actual: string, expected: string): Score {
  const counts = new Map<string, number>()
  const wanted = tokens(expected)
  const found = tokens(actual)
  for (const token of wanted) counts.set(token, (counts.get(token) ?? 0) + 1)
  let common = 0
  for (const token of found) {
    const left = counts.get(token) ?? 0
    if (left === 0) continue
    counts.set(token, left - 1)
    common++
  }
  const precision = found.length === 0 ? Number(wanted.length === 0) : common / found.length
  const recall = wanted.length === 0 ? 1 : common / wanted.length
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** The share, by characters, of what was removed that the person marked as furniture too. */
export function furniturePrecision(removed: readonly string[], expected: Expected): { right: number; all: number } {
  const text = [...expected.body, ...expected.captions].map(squeeze)
  let right = 0
  let all = 0
  for (const piece of removed.map(squeeze)) {
    if (piece === '') continue
    all += piece.length
    if (!text.some((paragraph) => paragraph === piece || (piece.length >= 12 && paragraph.includes(piece))))
      right += piece.length
  }
  return { right, all }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/** Equal as an instant, or as a day if only a day was marked. */
export function sameDate(actual: string, expected: string | null): boolean {
  if (expected === null || expected === '') return actual === ''
  if (expected.length <= 10 || actual.length <= 10) return actual.slice(0, 10) === expected.slice(0, 10)
  return new Date(actual).getTime() === new Date(zoned(expected)).getTime()
}

function zoned(date: string): string {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(date) ? date : `${date}+08:00`
}

export function sameText(actual: string, expected: string | null): boolean {
  return squeeze(actual) === squeeze(expected ?? '')
}

export function sameSet(actual: readonly string[], expected: readonly string[] | null): boolean {
  return [...actual].sort().join('\n') === [...(expected ?? [])].sort().join('\n')
}
