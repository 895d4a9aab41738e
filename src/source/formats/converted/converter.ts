/**
 * Calls the libraries of some formats synchronously. They work asynchronously, and a hostile file makes some of them
 * run for ever or use all memory. So they run in a thread of their own, which the calling thread waits for and
 * terminates after a time. The thread starts at the first file that needs it, which takes 50 ms; each request then
 * takes 30 µs.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { createAsking, type ConversionAnswer, type ConversionRequest, type Line } from './exchange.js'

interface Converter {
  readonly ask: (request: ConversionRequest, milliseconds: number) => ConversionAnswer
}

/** The shortest timeout of a conversion, in milliseconds of wall time; generous, because the machine may be busy. */
const FLOOR = 30_000
const PER_BYTE = 2 / 1000
const HEAP_MIB = 1024

/** One converter per reading thread. */
let shared: Converter | undefined

/** Waits for the answer; a conversion that takes too long returns the failure `slow`. */
export function convert(request: ConversionRequest): ConversionAnswer {
  shared ??= startConverter()
  const bytes =
    request.kind === 'mail' ? request.mails.reduce((sum, mail) => sum + mail.length, 0) : request.bytes.length
  const answer = shared.ask(alone(request), FLOOR + bytes * PER_BYTE)
  if ('failure' in answer && answer.failure === 'slow') shared = undefined
  return answer
}

/**
 * Copies the bytes if they are a view of a larger buffer: a message between threads copies that whole buffer, which for
 * a few messages of a mailbox would be the whole file.
 */
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
    // Keeps what a library prints away from the user.
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

/**
 * In dist, the file lies in the folder of the calling file or in one above it; run from source, the one built last is
 * used.
 */
function converterFile(): string {
  for (let up = '.'; up.length < 20; up += '/..')
    for (const folder of ['', 'dist/']) {
      const path = fileURLToPath(new URL(`${up}/${folder}converter.js`, import.meta.url))
      if (existsSync(path)) return path
    }
  throw new Error('converter.js is missing: npm run build')
}
