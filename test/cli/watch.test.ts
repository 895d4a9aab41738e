import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { followChanges } from '../../src/cli/watch.js'

const fakeWatcher = Object.assign(new EventEmitter(), { getWatched: () => ({}), close: async () => {} })
vi.mock('chokidar', () => ({ watch: () => fakeWatcher }))

describe('followChanges', () => {
  it("says so where the system's limit of watched files is reached", async () => {
    const signal = new AbortController().signal
    const following = followChanges(['corpus'], 'index', signal, () => {}, async () => {})
    for (const code of ['ENOSPC', 'ENOSPC']) fakeWatcher.emit('error', Object.assign(new Error(code), { code }))
    await expect(following).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', where: 'corpus' })
  })
})
