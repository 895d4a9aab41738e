import { describe, expect, it } from 'vitest'
import { createFiles } from '../../src/static/browser/files.js'
import { encodeParts, fileNames } from '../../src/static/export/format/root.js'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('the files of an export', () => {
  it('tells between questions, and only then, that what was made of files may be forgotten', async () => {
    const files = createFiles(async (name) => new TextEncoder().encode(name), 1)
    let told = 0
    files.onTrim(() => told++)
    for (const name of ['a/1', 'a/2', 'a/3']) files.want(name)
    await files.fetchWanted()
    for (const name of ['a/1', 'a/2', 'a/3']) files.get(name, (bytes) => bytes)
    expect(told).toBe(0)
    files.trim()
    expect(told).toBe(1)
  })

  it('stay while a question is asked, however many it needs', async () => {
    const files = createFiles(async (name) => new TextEncoder().encode(name), 1)
    const names = ['a/1', 'a/2', 'a/3', 'a/4']
    for (const count of [3, 4]) {
      for (const name of names.slice(0, count)) files.get(name, text)
      await files.fetchWanted()
    }
    expect(names.map((name) => files.get(name, text))).toEqual(names)
    expect(files.isComplete).toBe(true)
    files.trim()
    expect(names.filter((name) => files.has(name))).toEqual(['a/4'])
  })

  it('come with the parts that share them, in one request', async () => {
    const fetched: string[] = []
    const parts = new Map(
      [fileNames.root, fileNames.facet('tag')].map((name) => [name, new TextEncoder().encode(name)]),
    )
    const files = createFiles(async (name) => {
      fetched.push(name)
      return encodeParts(parts)
    })
    for (const name of parts.keys()) files.want(name)
    await files.fetchWanted()
    expect([...parts.keys()].map((name) => files.get(name, text))).toEqual([...parts.keys()])
    expect(fetched).toEqual(['start'])
  })

  it('are fetched once, also where two questions wait for them', async () => {
    const fetched: string[] = []
    const files = createFiles(async (name) => {
      fetched.push(name)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return new Uint8Array(1)
    })
    files.want('a/1')
    const first = files.fetchWanted()
    files.want('a/1')
    await Promise.all([first, files.fetchWanted()])
    expect(fetched).toEqual(['a/1'])
  })
})
