import { expect, it, vi } from 'vitest'
import type { LiveIndex } from '../../src/library/live-index.js'
import { warmUp } from '../../src/fronts/cli/commands/services-door.js'

/** A collection of one article. @param search is told of each query */
function liveOf(search: (query: string) => void): LiveIndex {
  const hits = [{ title: '新闻发布会', snippet: { text: '' } }]
  const index = {
    search: (query: string) => {
      search(query)
      return Promise.resolve({ hits })
    },
  }
  return { ask: (question: (commit: unknown) => unknown) => Promise.resolve(question({ index })) } as LiveIndex
}

it('asks what is typed of a title, and ends by itself', async () => {
  const asked: string[] = []
  warmUp(liveOf((query) => void asked.push(query)))
  await vi.waitFor(() => expect(asked).toContain('新闻发布会'))
  expect(asked).toEqual(expect.arrayContaining(['新', '新闻', '新闻发']))
})

it('asks no more once it is ended', async () => {
  const asked: string[] = []
  const end = warmUp(liveOf((query) => void (asked.push(query) === 2 && end())))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(asked).toHaveLength(2)
})

it('leaves what fails to those who ask', async () => {
  let count = 0
  warmUp(
    liveOf(() => {
      count++
      throw new Error('no such index')
    }),
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(count).toBe(1)
})
