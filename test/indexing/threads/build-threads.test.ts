import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { BuildThreads } from '../../../src/indexing/threads/build-threads.js'
import { watchLoading } from '../../../src/indexing/threads/compile-less.js'
import { createTicket, takeTicket } from '../../../src/indexing/threads/share-builds.js'
import { createSources, type Sources } from '../support.js'
import { jsonLines } from '../texts.js'

const built = fileURLToPath(new URL('../../../dist/thread.cjs', import.meta.url))

/** Builds `a.jsonl` to a segment of some name. */
const requestOf = (sources: Sources, output: string, size: number, onBytes: (bytes: number) => void) => ({
  onBytes,
  task: {
    units: [
      {
        path: 'a.jsonl',
        absolute: join(sources.path, 'a.jsonl'),
        start: 0,
        end: size,
        startLine: 1,
        mtimeMs: 0,
        whole: true,
        isLineWise: true,
        isChanged: false,
      },
    ],
    output: join(sources.path, output),
    analyzer: { tokenizer: 'bigram', lexicon: '' } as const,
    clean: false,
    known: new Map(),
    repeatedLines: new Map(),
  },
})

describe('threads that build', () => {
  it('do what nobody has taken, tell failures as they are, and end when asked, also while they work', async () => {
    const lines = jsonLines(30, 1)
    const sources = createSources({ 'a.jsonl': lines })
    const flags: string[] = []
    const loading = watchLoading({ asUsual: () => flags.push('usual'), less: () => flags.push('less') })
    const abort = new AbortController()
    const threads = new BuildThreads(built, abort.signal, loading)
    threads.start(1)
    threads.start(1)
    expect(threads.running.length).toBe(1)
    expect(flags).toEqual(['less', 'usual'])
    const [thread] = threads.running
    const sizes: number[] = []
    const build = (output: string, ticket = createTicket()) =>
      thread!.build(
        requestOf(sources, output, lines.length, (bytes) => sizes.push(bytes)),
        ticket,
      )
    expect(await build('1.seg')).toMatchObject({ segment: { articles: 30 } })
    expect(flags).toEqual(['less', 'usual', 'less'])
    const taken = createTicket()
    takeTicket(taken)
    expect(await build('2.seg', taken)).toBeUndefined()
    expect(sizes).toEqual([lines.length])
    expect([1, 2].map((number) => existsSync(join(sources.path, `${number}.seg`)))).toEqual([true, false])
    await expect(build('no-such-folder/3.seg')).rejects.toMatchObject({ code: 'ENOENT' })
    const late = build('4.seg')
    abort.abort()
    await expect(late).rejects.toMatchObject({ code: 'INTERRUPTED' })
    await expect(build('5.seg')).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(threads.running).toEqual([])
    expect(() => threads.start(1)).toThrow('interrupted')
    await threads.close()
  })
})
