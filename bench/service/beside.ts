/** Short queries while the service computes heavy ones, each sent when the one before it is answered. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { program } from './mcp-client.js'
import type { News } from './news.js'

/** Milliseconds of each request. */
export interface Times {
  readonly alone: readonly number[]
  readonly beside: readonly number[]
  readonly heavy: readonly number[]
}

/** The commonest words of the language, in other combinations each time, so that no answer is kept. */
const heavyPaths = [...'在有和人了大中上'].flatMap((word, i) => [
  `api/search?q=${encodeURIComponent(`的 NEAR/5${i} 了 NEAR/50 ${word}`)}`,
  `api/kwic?q=${encodeURIComponent(`的 SENTENCE 是 SENTENCE ${word}`)}`,
])

/** Milliseconds that the service warms up. */
const settling = 3000
const pause = 5

export async function searchBeside({ dir, phrases }: News): Promise<Times> {
  const server = spawn(process.execPath, [program, 'serve', '--index', dir, '--port', '0', '--quiet'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer]
    const base = line.toString().trim()
    const ask = async (path: string): Promise<number> => {
      const began = performance.now()
      const response = await fetch(base + path)
      await response.text()
      if (!response.ok) throw new Error(`${path}: status ${response.status}`)
      return performance.now() - began
    }
    await setTimeout(settling)
    const short = [...new Set(phrases.map(({ q }) => `api/search?q=${encodeURIComponent(q)}`))]
    const alone: number[] = []
    for (const path of short.slice(0, 200)) alone.push(await ask(path))
    const times = { alone, beside: [] as number[], heavy: [] as number[] }
    let isOver = false
    const heavy = (async () => {
      for (const path of heavyPaths) times.heavy.push(await ask(path))
      isOver = true
    })()
    for (let i = 200; !isOver; i++) {
      times.beside.push(await ask(short[i % short.length]!))
      await setTimeout(pause)
    }
    await heavy
    return times
  } finally {
    server.kill()
  }
}
