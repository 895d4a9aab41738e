import { describe, expect, it } from 'vitest'
import { createFiles } from '../../src/static/browser/files.js'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('the files of an export', () => {
  it('tells between questions, and only then, that what was made of files may be forgotten', async () => {
    const files = createFiles(async (name) => new TextEncoder().encode(name), 1)
    let told = 0
    files.onTrim(() => told++)
    for (const name of ['a', 'b', 'c']) files.want(name)
    await files.fetchWanted()
    for (const name of ['a', 'b', 'c']) files.get(name, (bytes) => bytes)
    expect(told).toBe(0)
    files.trim()
    expect(told).toBe(1)
  })

  it('stay while a question is asked, however many it needs', async () => {
    const files = createFiles(async (name) => new TextEncoder().encode(name), 1)
    const names = ['a', 'b', 'c', 'd']
    for (const count of [3, 4]) {
      for (const name of names.slice(0, count)) files.get(name, text)
      await files.fetchWanted()
    }
    expect(names.map((name) => files.get(name, text))).toEqual(names)
    expect(files.isComplete).toBe(true)
    files.trim()
    expect(names.filter((name) => files.has(name))).toEqual(['d'])
  })

  it('are fetched once, also where two questions wait for them', async () => {
    const fetched: string[] = []
    const files = createFiles(async (name) => {
      fetched.push(name)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return new Uint8Array(1)
    })
    files.want('a')
    const first = files.fetchWanted()
    files.want('a')
    await Promise.all([first, files.fetchWanted()])
    expect(fetched).toEqual(['a'])
  })
})
