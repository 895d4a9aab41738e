import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { describeFailure, reviveFailure, type WorkerAnswer } from '../../src/indexing/threads/failure.js'
import type { WorkerRequest } from '../../src/indexing/tasks/worker.js'
import { explainWriteError } from '../../src/storage/commit/write-errors.js'
import { XunzhangError } from '../../src/base/errors.js'
import { systemError } from '../store/memory-disk.js'
import { projectRoot } from '../support/cli.js'
import { createSources } from './support.js'
import { jsonLines } from './texts.js'

const between = (error: unknown): unknown => reviveFailure(structuredClone(describeFailure(error)))

describe('an error on its way between threads', () => {
  it('keeps what the user is told: code, place, remedy', () => {
    const parameters = { what: 'manifest', found: '1', expected: '2' } as const
    const error = new XunzhangError('CHECKSUM_WRONG', parameters, { where: '3.seg' })
    const revived = between(error)
    expect(revived).toBeInstanceOf(XunzhangError)
    expect(revived).toMatchObject({ code: 'INDEX_DAMAGED', reason: 'CHECKSUM_WRONG', parameters, where: '3.seg' })
    expect(revived).toMatchObject({ message: error.message, remedy: error.remedy })
    expect(between(new XunzhangError('INTERRUPTED', { what: 'index' }))).toMatchObject({
      code: 'INTERRUPTED',
      where: undefined,
    })
  })

  it('keeps the code of the system, which says whether the disk is full', () => {
    expect(explainWriteError(between(systemError('ENOSPC')), 'index')).toMatchObject({ code: 'DISK_FULL' })
    expect(explainWriteError(between(systemError('EROFS')), 'index')).toMatchObject({ code: 'NOT_WRITABLE' })
    expect(between(new RangeError('no'))).toMatchObject({ message: 'no' })
    expect(between('thrown')).toMatchObject({ message: 'thrown' })
  })

  it('comes out of a worker as plain data', async () => {
    const sources = createSources({ 'a.jsonl': jsonLines(3, 1) })
    const path = join(sources.path, 'a.jsonl')
    const task = { inputs: [{ path }], output: join(sources.path, '2.seg'), bytes: 0 }
    const worker = new Worker(join(projectRoot, 'dist/thread.cjs'), { workerData: 'worker' })
    expect(await once(worker, 'message')).toEqual(['loaded' satisfies WorkerAnswer<unknown>])
    worker.postMessage({ name: 'merge', task } satisfies WorkerRequest)
    const [merged] = (await once(worker, 'message')) as [WorkerAnswer<unknown>]
    await worker.terminate()
    expect(merged).toMatchObject({ failure: { code: 'INDEX_DAMAGED', fault: { where: path } } })
  })
})

describe('what the system refuses', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EFBIG', 'DISK_FULL'],
    ['EACCES', 'NOT_WRITABLE'],
    ['EPERM', 'NOT_WRITABLE'],
    ['EROFS', 'NOT_WRITABLE'],
    ['ENOTDIR', 'NOT_WRITABLE'],
    ['EMFILE', 'NOT_WRITABLE'],
    ['EIO', 'NOT_WRITABLE'],
    ['ESTALE', 'NOT_WRITABLE'],
  ])('as %s is told as %s, with the folder and a remedy', (code, expected) => {
    const error = explainWriteError(systemError(code), 'some/index')
    expect(error).toMatchObject({ code: expected, where: 'some/index' })
    expect((error as XunzhangError).remedy).toMatch(/^[A-Z].*\.$/)
  })

  it('is told apart from mistakes of our own', () => {
    for (const error of [new RangeError('x'), Object.assign(new Error('x'), { code: 'ERR_OUT_OF_RANGE' }), 'x']) {
      expect(explainWriteError(error, 'index')).toBe(error)
    }
  })
})
