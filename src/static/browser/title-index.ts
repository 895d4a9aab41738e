/**
 * Completes titles while one types. FlexSearch finds those with all of the characters, then a comparison of strings
 * decides. This is a script of its own, which the worker loads at the first request for titles.
 */
import { Index } from 'flexsearch'

export interface TitleIndex {
  /** Titles that contain the text, those that begin with it first. */
  search(text: string, limit: number): readonly string[]
}

export type CreateTitleIndex = (titles: readonly string[]) => TitleIndex

/** Most titles that are taken from FlexSearch and compared. */
const candidates = 400

const fold = (text: string): string => text.toLowerCase().replace(/\s+/gu, '')

function createTitleIndex(titles: readonly string[]): TitleIndex {
  const index = new Index({ encode: (text: string) => [...new Set(fold(text))], tokenize: 'strict' })
  for (const [number, title] of titles.entries()) index.add(number, title)
  return {
    search: (text, limit) => {
      const typed = fold(text)
      const found = index.search(text, { limit: candidates }).map((number) => titles[Number(number)]!)
      const holding = found.filter((title) => fold(title).includes(typed))
      const startsWith = (title: string): number => Number(fold(title).startsWith(typed))
      return holding.sort((a, b) => startsWith(b) - startsWith(a)).slice(0, limit)
    },
  }
}

const scope = globalThis as unknown as { createTitleIndex: CreateTitleIndex }
scope.createTitleIndex = createTitleIndex
