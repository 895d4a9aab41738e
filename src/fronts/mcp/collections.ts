/** The indexes that agents search: all of them as one, or those that a call names. */
import { basename, dirname, resolve } from 'node:path'
import { XunzhangError } from '../../base/errors.js'
import { oneLine } from '../../base/safe-text.js'
import { usualNames } from '../../library/find-index.js'
import { everyArticle } from '../../library/every-article.js'
import type { Commit, LiveIndex } from '../../library/live-index.js'
import type { Index } from '../../library/types.js'
import type { AgentMessages } from '../messages/languages.js'

type Question<T> = (commit: Commit) => T | Promise<T>

interface Chosen {
  readonly live: Promise<LiveIndex>
  users: number
}

/** Choices of several collections that stay open. */
const mostOpen = 16

export class Collections {
  /** In the order in which they were given. */
  readonly names: readonly string[]
  readonly #dirs: readonly string[]
  readonly #all: LiveIndex
  readonly #open: (dirs: readonly string[]) => Promise<LiveIndex>
  /** By their names; the last used is last. */
  readonly #chosen = new Map<string, Chosen>()

  /** @param all the indexes of `dirs` as one */
  constructor(dirs: readonly string[], all: LiveIndex, open: (dirs: readonly string[]) => Promise<LiveIndex>) {
    this.names = namesOf(dirs)
    this.#dirs = dirs
    this.#all = all
    this.#open = open
  }

  /**
   * @param names those to ask; all if there are none
   * @throws XunzhangError COLLECTION_UNKNOWN
   */
  async ask<T>(names: readonly string[], question: Question<T>): Promise<T> {
    const unknown = names.find((name) => !this.names.includes(name))
    if (unknown !== undefined)
      throw new XunzhangError('COLLECTION_UNKNOWN', { name: oneLine(unknown), known: this.names.join(', ') })
    const dirs = this.#dirs.filter((_, i) => names.includes(this.names[i]!))
    if (dirs.length === 0 || dirs.length === this.#dirs.length) return this.#all.ask(question)
    const chosen = this.#choose(dirs)
    chosen.users++
    try {
      return await (await chosen.live).ask(question)
    } finally {
      chosen.users--
    }
  }

  #choose(dirs: readonly string[]): Chosen {
    const key = dirs.join('\n')
    const chosen = this.#chosen.get(key) ?? { live: this.#open(dirs), users: 0 }
    // One that can't be opened is tried again.
    chosen.live.catch(() => this.#chosen.delete(key))
    this.#chosen.delete(key)
    for (const [other, { live, users }] of this.#chosen) {
      if (this.#chosen.size < mostOpen) break
      if (users > 0) continue
      this.#chosen.delete(other)
      void live.then((one) => one.close())
    }
    this.#chosen.set(key, chosen)
    return chosen
  }

  /** One line for each collection if there are several. */
  async describe(say: AgentMessages): Promise<readonly string[]> {
    if (this.names.length < 2) return []
    const facts = this.names.map((name) =>
      this.ask([name], async ({ index }) => `${name}: ${await factsOf(index, say)}`),
    )
    return Promise.all(facts)
  }

  /** @param dir as in a hit, which has none if only one collection is searched */
  nameOf(dir: string | undefined): string {
    return dir === undefined ? '' : (this.names[this.#dirs.indexOf(dir)] ?? '')
  }

  async close(): Promise<void> {
    for (const { live } of this.#chosen.values()) await (await live).close()
    await this.#all.close()
  }
}

async function factsOf(index: Index, say: AgentMessages): Promise<string> {
  const [first, last] = await yearsOf(index)
  return [say.articles(index.articleCount), ...(first === undefined ? [] : [say.years(first, last!)])].join(', ')
}

/** The first and the last year that an article has. */
export async function yearsOf(index: Index): Promise<readonly [first?: string, last?: string]> {
  const { facets } = await index.search(everyArticle, { facets: ['year'], countOnly: true })
  const years = (facets?.year ?? []).map(({ value }) => value).sort()
  return years.length === 0 ? [] : [years[0]!, years.at(-1)!]
}

/** Names of collections: the name of a folder, or of the folder that holds an index with a usual name; numbered where two are equal. */
function namesOf(dirs: readonly string[]): readonly string[] {
  const names: string[] = []
  for (const dir of dirs) {
    const path = resolve(dir)
    const own = basename(path)
    const name = usualNames.includes(own) ? basename(dirname(path)) || own : own
    const same = names.filter((one) => one.replace(/-\d+$/, '') === name).length
    names.push(same === 0 ? name : `${name}-${same + 1}`)
  }
  return names
}
