/**
 * Looks up the words of `class` and `id` among the known names: one lookup per word, none for elements without either.
 */
import type { Reason } from '../block.js'
import { ARTICLE_NAMES, BODY_NAMES, CAPTION_NAMES, FURNITURE_NAMES } from './known-names.js'

const FURNITURE = new Map(FURNITURE_NAMES.flatMap(([reason, words]) => words.map((word) => [word, reason] as const)))
const CAPTIONS = new Set(CAPTION_NAMES)
const ARTICLES = new Map([...BODY_NAMES, ...ARTICLE_NAMES].map((name, rank) => [name, rank]))
/** Ranks below this one belong to names that only an article's body has. */
export const SURE_RANKS = BODY_NAMES.length
/** «pic-note», «imgText», «photo_desc»: a word for a picture followed by a word for a text. */
const CAPTION_WORDS =
  /(?:img|pic|pics|photo|image|figure|picture)[-_]*(?:desc\w{0,20}|txt|text|note|notes|title|info|caption|cap|intro|explain|tips?|credit|memo|summary)$/
const known = new Map<string, Named>()
const MOST_KNOWN = 5000

/** What a class or id says about its element. */
interface Named {
  readonly furniture: Reason | undefined
  readonly caption: boolean
  /** Rank among the known names of article bodies, the surest first; -1 if the name is none of them. */
  readonly article: number
}

const NOTHING: Named = { furniture: undefined, caption: false, article: -1 }

/** Reads `class` and `id`. Results are cached, because the pages of a collection share a few hundred of them. */
export function readNames(className: string | undefined, id: string | undefined): Named {
  if (className === undefined && id === undefined) return NOTHING
  // Most elements have only one of the two, and joining both takes longer than the lookup.
  const key = id === undefined ? className! : `${className ?? ''}\n${id}`
  const before = known.get(key)
  if (before !== undefined) return before
  const named = key.length > 500 ? NOTHING : read(key)
  if (known.size >= MOST_KNOWN) known.clear()
  // A copy, because the value of an attribute keeps its whole page in memory.
  known.set(Buffer.from(key, 'utf16le').toString('utf16le'), named)
  return named
}

function read(key: string): Named {
  let furniture: Reason | undefined
  let caption = false
  let article = -1
  for (const value of key.split(/\s+/)) {
    const name = value.toLowerCase()
    if (CAPTIONS.has(name) || CAPTION_WORDS.test(name)) caption = true
    const rank = ARTICLES.get(name)
    if (rank !== undefined && (article < 0 || rank < article)) article = rank
    furniture ??= FURNITURE.get(name)
    if (furniture !== undefined || caption) continue
    // Not at digits: `82ad` is a number, not an advert.
    for (const word of value.split(/[-_]+|(?<=[a-z])(?=[A-Z])/)) furniture ??= ofWord(word.toLowerCase())
  }
  // The other class names of highlighted code come from its language: «print», «app».
  const isCode = /(?:^|\s)(?:highlight|language-\w+)(?:\s|$)/.test(key)
  return { furniture: caption || isCode ? undefined : furniture, caption, article }
}

/**
 * As part of a longer name, «hidden» says what is hidden or where, not that the element is: overflow, narrow screens.
 */
function ofWord(word: string): Reason | undefined {
  const reason = FURNITURE.get(word)
  return reason === 'hidden' ? undefined : reason
}
