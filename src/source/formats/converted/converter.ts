/**
 * Libraries of formats as a function that returns. They answer later, and some take for ever, or all memory, for a hostile
 * file: so they run in a thread of their own, which this one waits for, and ends after a time. Started at the first
 * file that needs it; costs 50 ms then, and 30 µs for each question.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { ConversionAnswer, ConversionRequest } from './conversion.js'
import { createAsking } from './exchange.js'
import type { Line } from './exchange.js'

interface Converter {
  readonly ask: (request: ConversionRequest, milliseconds: number) => ConversionAnswer
}

/** Of wall time: the machine may be busy. */
const FLOOR = 30_000
const PER_BYTE = 2 / 1000
const HEAP_MIB = 1024

/** One for each thread that reads. */
let shared: Converter | undefined

/** Waits for the answer; a conversion that takes too long comes to a failure. */
export function convert(request: ConversionRequest): ConversionAnswer {
  shared ??= startConverter()
  const bytes =
    request.kind === 'mail' ? request.mails.reduce((sum, mail) => sum + mail.length, 0) : request.bytes.length
  const answer = shared.ask(alone(request), FLOOR + bytes * PER_BYTE)
  if ('failure' in answer && answer.failure === 'slow') shared = undefined
  return answer
}

/** A message between threads copies all the memory that a view lies in: of a mailbox the whole file, for some messages. */
function alone(request: ConversionRequest): ConversionRequest {
  return request.kind === 'mail'
    ? { kind: 'mail', mails: request.mails.map(ownMemory) }
    : { kind: request.kind, bytes: ownMemory(request.bytes) }
}

const ownMemory = (bytes: Uint8Array): Uint8Array =>
  bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)

function startConverter(): Converter {
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const { port1, port2 } = new MessageChannel()
  const worker = new Worker(converterFile(), {
    workerData: { answered, port: port2 } satisfies Line,
    transferList: [port2],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
    // What a library prints is no business of whoever reads.
    stdout: true,
    stderr: true,
  })
  worker.on('error', () => undefined)
  worker.unref()
  port1.unref()
  const ask = createAsking<ConversionRequest, ConversionAnswer>({ answered, port: port1 })
  return {
    ask: (request, milliseconds) => {
      const answer = ask(request, milliseconds)
      if (answer === undefined) void worker.terminate()
      return answer ?? { failure: 'slow' }
    },
  }
}

/** In dist, beside what asks or above it; sources run with the thread that was built last. */
function converterFile(): string {
  for (let up = '.'; up.length < 20; up += '/..')
    for (const folder of ['', 'dist/']) {
      const path = fileURLToPath(new URL(`${up}/${folder}converter.cjs`, import.meta.url))
      if (existsSync(path)) return path
    }
  throw new Error('converter.cjs is missing: npm run build')
}
