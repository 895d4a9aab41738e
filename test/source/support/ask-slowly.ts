/** Asks a thread that needs a second of its own time, with two seconds of patience; says when it begins, and the answer. */
import { MessageChannel, Worker } from 'node:worker_threads'
import { createAsking } from '../../../src/source/formats/converted/exchange.js'

const thread = `
const { workerData: { answered, port } } = require('node:worker_threads')
port.on('message', ({ number, content }) => {
  for (let i = 0; i < 20; i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  port.postMessage({ number, content })
  Atomics.add(answered, 0, 1)
  Atomics.notify(answered, 0)
})
port.postMessage('ready')`

const answered = new Int32Array(new SharedArrayBuffer(4))
const { port1, port2 } = new MessageChannel()
const worker = new Worker(thread, { eval: true, workerData: { answered, port: port2 }, transferList: [port2] })
port1.once('message', () => {
  process.send!('asking', () => {
    const answer = createAsking<string, string>({ answered, port: port1 })('slow', 2000)
    process.send!({ answer }, () => void worker.terminate().then(() => process.exit()))
  })
})
