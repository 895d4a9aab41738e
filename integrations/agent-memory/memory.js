/**
 * A memory for agents over xunzhang/engine, with the methods of MiniSearch: `add`, `addAll`, `discard`, `replace`, `has`,
 * `search`, `autoSuggest`. Notes are found by words, exact strings and pinyin, and kept where `storage` says.
 */
import { createEngine } from 'xunzhang/engine'

/** @typedef {{ id: string | number, title?: string, text?: string, tags?: string[], date?: string | Date }} Note */

export class Memory {
  #engine
  #isChanged = false

  /** @param {import('xunzhang/engine').EngineOptions} [options] default: in memory, pairs of characters */
  static async open(options) {
    return new Memory(await createEngine(options))
  }

  /** Use {@link Memory.open}. */
  constructor(engine) {
    this.#engine = engine
  }

  get documentCount() {
    return this.#engine.articleCount
  }

  /** @param {Note} note one with the same ID is replaced */
  add(note) {
    return this.addAll([note])
  }

  /** @param {Iterable<Note>} notes */
  async addAll(notes) {
    await this.#engine.add(notes)
    this.#isChanged = true
  }

  replace(note) {
    return this.add(note)
  }

  async discard(id) {
    await this.#engine.remove([id])
    this.#isChanged = true
  }

  async has(id) {
    await this.save()
    return (await this.#engine.get(id)) !== undefined
  }

  /** Makes changes durable. Searching does so, too. */
  async save() {
    if (this.#isChanged) await this.#engine.commit()
    this.#isChanged = false
  }

  /** @returns the best notes first, each with the passage that matches */
  async search(query, { limit = 10, tag, ...options } = {}) {
    await this.save()
    const filter = tag === undefined ? '' : `tag:"${tag}" `
    const { hits } = await this.#engine.search(filter + query, { limit, lenient: true, ...options })
    return hits.map(({ id, score, title, snippet, date }) => ({ id, score, title, text: snippet.text, date }))
  }

  async autoSuggest(text, limit = 8) {
    await this.save()
    return (await this.#engine.complete(text, { limit })).map(({ text: suggestion }) => ({ suggestion }))
  }
}
