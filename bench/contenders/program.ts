/**
 * Engines in other languages: programs of ours beside this file, which `npm run peers` builds. Each takes a JSON object a
 * line and gives one back; main.rs and LuceneContender.java say which.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { peakBytesOf } from '../support/process-times.js'
import { programOf } from '../support/places.js'
import type { Answer, Apart, Contender, Engine, Passage } from './contender.js'

interface Reply {
  /** Elapsed and processor milliseconds of the work, without reading and writing lines. */
  readonly ms: number
  readonly cpu: number
  readonly hits: readonly { readonly id: string; readonly text?: string; readonly marked?: readonly string[] }[]
}

interface Program extends Apart {
  readonly ask: (request: object) => Promise<Reply>
  readonly close: () => void
}

export interface ProgramSetup {
  readonly name: string
  /** The folder of .peers/. */
  readonly program: string
  /** Its only argument: how text is cut. */
  readonly cut: string
  readonly setup: string
}

export function programContender({ name, program, cut, setup }: ProgramSetup): Contender {
  return {
    name,
    packages: [program],
    setup,
    storesText: true,
    findsPhrases: true,
    isOnDisk: true,
    isProgram: true,
    build: async (file, dir, most) => {
      const started = start(program, cut)
      const { ms, cpu } = await started.ask({ do: 'build', file, dir, ...(Number.isFinite(most) && { most }) })
      const peakBytes = peakBytesOf(started.pid)
      started.close()
      return { cpuSeconds: cpu / 1000, wallSeconds: ms / 1000, peakBytes }
    },
    open: async (dir) => {
      const started = start(program, cut)
      await started.ask({ do: 'open', dir })
      return answering(started)
    },
  }
}

function start(name: string, cut: string): Program {
  const { folder, command } = programOf(name)!
  const child = spawn(command[0]!, [...command.slice(1), cut], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let [elapsed, processor] = [0, 0]
  return {
    pid: child.pid!,
    clock: { elapsed: () => elapsed, processor: () => processor },
    ask: async (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const line = await lines.next()
      if (line.done === true) throw new Error(`error: ${name} ended at ${JSON.stringify(request).slice(0, 200)}`)
      const reply = JSON.parse(line.value) as Reply
      elapsed += reply.ms
      processor += reply.cpu
      return reply
    },
    close: () => void child.stdin.end(),
  }
}

function answering({ ask, close, pid, clock }: Program): Engine {
  const hits = async (way: 'all' | 'any' | 'phrase', text: string, give: string, most?: number) =>
    (await ask({ do: 'ask', way, text, give, ...(most !== undefined && { most }) })).hits
  const idsOf = (found: Reply['hits']) => found.map(({ id }) => id)
  return {
    allWords: async (query) => (await hits('all', query, 'texts', 10)) as Answer[],
    bare: async (query) => idsOf(await hits('all', query, 'ids', 10)),
    passages: async (query) => (await hits('all', query, 'passages', 10)) as Passage[],
    phrase: async (text, most) => idsOf(await hits('phrase', text, 'ids', most)),
    question: async (text, most = 10) => idsOf(await hits('any', text, 'ids', most)),
    apart: { pid, clock },
    close,
  }
}
