import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SharedBuilds, takeTicket, type BuildThread, type Ticket } from '../../../src/indexing/threads/share-builds.js'

/** This thread, whose tasks end when told to. */
function controlled() {
  const running: { task: number; end: () => void; fail: (error: Error) => void }[] = []
  const build = (task: number): Promise<string> =>
    new Promise((resolve, reject) => running.push({ task, end: () => resolve(`built ${task}`), fail: reject }))
  return { build, running }
}

interface Handed {
  readonly task: number
  readonly ticket: Ticket
  readonly resolve: (result: string | undefined) => void
  readonly reject: (error: Error) => void
}

/** A thread that works on what it is handed when told to. */
function controlledThread() {
  const handed: Handed[] = []
  const thread: BuildThread<number, string> = {
    build: (task, ticket) => new Promise((resolve, reject) => handed.push({ task, ticket, resolve, reject })),
  }
  /** Does the next task, where nobody has taken it. */
  const work = (): void => {
    const { task, ticket, resolve } = handed.shift()!
    resolve(takeTicket(ticket) ? `built ${task}` : undefined)
  }
  return { ...thread, handed, work }
}

const tasksOf = (list: readonly { task: number }[]): number[] => list.map(({ task }) => task)
const settled = () => new Promise((resolve) => setImmediate(resolve))
const always = () => true

function shareBuilds(...given: ConstructorParameters<typeof SharedBuilds<number, string>>) {
  const shared = new SharedBuilds(...given)
  return (task: number) => shared.build(task)
}

describe('builds by this thread and by others', () => {
  test('this thread takes the first; another is handed some ahead, and leaves out what was taken', async () => {
    const here = controlled()
    const thread = controlledThread()
    const build = shareBuilds(here.build, () => [thread], always)
    const all = [1, 2, 3, 4, 5, 6].map((task) => build(task))
    await settled()
    expect([tasksOf(here.running), tasksOf(thread.handed)]).toEqual([[1], [2, 3, 4, 5]])
    thread.work()
    await settled()
    expect(tasksOf(thread.handed)).toEqual([3, 4, 5, 6])
    here.running.shift()!.end()
    await settled()
    expect(tasksOf(here.running)).toEqual([3])
    for (let i = 0; i < 4; i++) thread.work()
    here.running.shift()!.end()
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5, 6].map((task) => `built ${task}`))
    expect(here.running).toEqual([])
  })

  test('a thread that has nothing gets what lies ready for another', async () => {
    const here = controlled()
    const threads = [controlledThread(), controlledThread()]
    const build = shareBuilds(here.build, () => threads, always)
    const all = [1, 2, 3, 4, 5].map((task) => build(task))
    await settled()
    expect(threads.map(({ handed }) => tasksOf(handed))).toEqual([
      [2, 4],
      [3, 5],
    ])
    for (let i = 0; i < 2; i++) threads[1]!.work()
    await settled()
    expect(tasksOf(threads[1]!.handed)).toEqual([2])
    threads[1]!.work()
    await settled()
    expect(tasksOf(threads[1]!.handed)).toEqual([4])
    threads[1]!.work()
    for (let i = 0; i < 2; i++) threads[0]!.work()
    here.running.shift()!.end()
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5].map((task) => `built ${task}`))
  })

  test('what must not run here waits for another thread', async () => {
    const here = controlled()
    const thread = controlledThread()
    const build = shareBuilds(
      here.build,
      () => [thread],
      (task) => task > 2,
    )
    const all = [1, 2, 3].map((task) => build(task))
    await settled()
    expect([tasksOf(here.running), tasksOf(thread.handed)]).toEqual([[3], [1, 2]])
    for (let i = 0; i < 2; i++) thread.work()
    here.running.shift()!.end()
    expect(await Promise.all(all)).toEqual(['built 1', 'built 2', 'built 3'])
  })

  test('a failure is that of its task, and nobody tries it again; the others go on', async () => {
    const here = controlled()
    const thread = controlledThread()
    const build = shareBuilds(here.build, () => [thread], always)
    const all = [1, 2, 3].map((task) => build(task))
    await settled()
    thread.handed.shift()!.reject(new Error('disk full'))
    await expect(all[1]).rejects.toThrow('disk full')
    here.running.shift()!.fail(new Error('no memory'))
    await expect(all[0]).rejects.toThrow('no memory')
    await settled()
    expect(tasksOf(here.running)).toEqual([3])
    thread.work()
    here.running.shift()!.end()
    expect(await all[2]).toBe('built 3')
  })

  test('each is done once, whatever the number of threads and the order in which they work', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(14),
        fc.nat(3),
        fc.infiniteStream(fc.nat()),
        fc.func(fc.boolean()),
        async (count, most, choices, mayRunHere) => {
          const here = controlled()
          const threads = Array.from({ length: most }, controlledThread)
          const build = shareBuilds(here.build, () => threads, most === 0 ? always : mayRunHere)
          const results: string[] = []
          const tasks = Array.from({ length: count }, (_, task) => task)
          const all = tasks.map(async (task) => results.push(await build(task)))
          await settled()
          for (;;) {
            const able = [
              ...here.running.map(() => () => here.running.shift()!.end()),
              ...threads.filter(({ handed }) => handed.length > 0).map(({ work }) => work),
            ]
            if (able.length === 0) break
            able[(choices.next().value as number) % able.length]!()
            await settled()
            expect(here.running.length).toBeLessThanOrEqual(1)
            for (const { handed } of threads) expect(handed.length).toBeLessThanOrEqual(4)
          }
          await Promise.all(all)
          expect(results.sort()).toEqual(tasks.map((task) => `built ${task}`).sort())
        },
      ),
      { numRuns: 100 },
    ))
})
