import { describe, expect, it } from 'vitest'
import { Deadline } from '../../src/storage/store/deadline.js'

/** A clock that moves when it is told to. */
function clock() {
  let now = 1000
  return { now: () => now, pass: (ms: number) => (now += ms) }
}

describe('a deadline', () => {
  it('ends an answer at the first look after its time, once', () => {
    const { now, pass } = clock()
    const deadline = new Deadline(100, now)
    const looks: string[] = []
    const work = () => {
      pass(100)
      deadline.check()
      looks.push('in time')
      pass(1)
      expect(deadline.check).toThrow(expect.objectContaining({ code: 'TIME_EXCEEDED', parameters: { seconds: 0.1 } }))
      deadline.check()
      looks.push('after the error')
      return looks
    }
    expect(deadline.within(work)).toEqual(['in time', 'after the error'])
  })

  it('gives each answer all its time, and none between answers', () => {
    const { now, pass } = clock()
    const deadline = new Deadline(100, now)
    for (let i = 0; i < 3; i++) {
      deadline.within(() => pass(90) && deadline.check())
      pass(1000)
      deadline.check()
    }
    expect(() =>
      deadline.within(() => {
        throw new Error('other')
      }),
    ).toThrow('other')
    pass(1000)
    deadline.check()
  })

  it('counts the time of the parts of an answer together, and not what is done with them', () => {
    const { now, pass } = clock()
    const deadline = new Deadline(100, now)
    let isClosed = false
    function* parts() {
      try {
        for (let i = 0; ; i++) {
          pass(30)
          deadline.check()
          yield i
        }
      } finally {
        isClosed = true
      }
    }
    const taken: number[] = []
    const take = () => {
      for (const part of deadline.withinParts(parts())) {
        taken.push(part)
        pass(1000)
        deadline.check()
      }
    }
    expect(take).toThrow(expect.objectContaining({ code: 'TIME_EXCEEDED' }))
    expect([taken, isClosed]).toEqual([[0, 1, 2], true])
  })

  it('lets an answer in parts come to its end', () => {
    const { now, pass } = clock()
    const deadline = new Deadline(100, now)
    function* parts() {
      for (const part of [1, 2, 3]) {
        pass(30)
        deadline.check()
        yield part
      }
    }
    expect([...deadline.withinParts(parts())]).toEqual([1, 2, 3])
  })

  it('closes the parts where no more are taken', () => {
    let isClosed = false
    function* parts() {
      try {
        yield 1
        yield 2
      } finally {
        isClosed = true
      }
    }
    for (const part of new Deadline(100, () => 0).withinParts(parts())) if (part === 1) break
    expect(isClosed).toBe(true)
  })
})
