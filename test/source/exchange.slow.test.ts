import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { createAsking } from '../../src/source/formats/converted/exchange.js'

/** Answers with what it was asked, after it has woken the one who asks as often as it is told to, with nothing to say. */
const thread = `
const { workerData: { answered, port } } = require('node:worker_threads')
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
port.on('message', ({ number, content }) => {
  for (let i = 0; i < content.wakeUps; i++) { pause(3); Atomics.notify(answered, 0) }
  pause(content.pause)
  port.postMessage({ number, content })
  Atomics.add(answered, 0, 1)
  Atomics.notify(answered, 0)
})`

interface Question {
  readonly text: string
  readonly wakeUps: number
  readonly pause: number
}

const workers: Worker[] = []

function connect(): (question: Question, milliseconds: number) => Question | undefined {
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  workers.push(new Worker(thread, { eval: true, workerData: { answered, port: port2 }, transferList: [port2] }))
  return createAsking<Question, Question>({ answered, port: port1 })
}

describe('questions to another thread', () => {
  afterEach(async () => void (await Promise.all(workers.splice(0).map((worker) => worker.terminate()))))

  it('are each answered by their own answer, though a wake-up comes early', () => {
    const ask = connect()
    for (let i = 0; i < 20; i++)
      expect(ask({ text: `question ${i}`, wakeUps: i % 3, pause: 0 }, 30_000)?.text).toBe(`question ${i}`)
  })

  it('are never answered by the answer to one that was given up', () => {
    const ask = connect()
    expect(ask({ text: 'first', wakeUps: 0, pause: 0 }, 30_000)?.text).toBe('first')
    expect(ask({ text: 'slow', wakeUps: 0, pause: 60 }, 5)).toBeUndefined()
    expect(ask({ text: 'next', wakeUps: 0, pause: 0 }, 30_000)?.text).toBe('next')
  })

  it.skipIf(process.platform === 'win32')('are not given up because the process was stopped', async () => {
    const child = fork(new URL('support/ask-slowly.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
      silent: true,
    })
    await once(child, 'message')
    const answered = once(child, 'message')
    child.kill('SIGSTOP')
    await setTimeout(3000)
    child.kill('SIGCONT')
    expect(((await answered) as [{ answer?: string }])[0].answer).toBe('slow')
  })

  it('are given up after their time, though wake-ups keep coming', () => {
    // Who begins to count anew with each wake-up gets the answer.
    expect(connect()({ text: 'slow', wakeUps: 1000, pause: 0 }, 100)).toBeUndefined()
  })
})
