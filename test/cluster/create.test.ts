import { expect, it } from 'vitest'
import type { ClusterClient } from '../../src/cluster/client.js'
import { createArticles } from '../../src/cluster/create.js'
import { XunzhangError } from '../../src/base/errors.js'

const shape = { shards: 2, replicas: 1, writeConsistency: 1 }

/** A cluster that has taken each request already, as when its first answer was lost. */
function echoing(reason: string): { client: ClusterClient; asked: string[] } {
  const asked: string[] = []
  const client = {
    access: { address: { collection: 'news', nodes: [], text: 'qdrant://somewhere/news' } },
    read: (_: string, path: string) =>
      Promise.resolve(path === 'cluster' ? { status: 'enabled', peers: { 1: {} } } : { exists: false }),
    write: (_: string, path: string) => {
      asked.push(path)
      if (/index|points/.test(path)) return Promise.resolve(true)
      const parameters = { what: 'status', status: 400, detail: reason, mayPass: false } as const
      return Promise.reject(new XunzhangError('CLUSTER_FAILS', parameters, { cause: { status: 400, reason } }))
    },
  }
  return { client: client as unknown as ClusterClient, asked }
}

const head = {} as Parameters<typeof createArticles>[3]

it('takes what is there already for what a lost answer told of', async () => {
  const { client, asked } = echoing('Bad request: Sharding key "s0" already exists for collection news')
  expect((await createArticles(client, shape, true, head)).shards).toEqual(['s0', 's1'])
  expect(asked.filter((path) => path.endsWith('/shards'))).toHaveLength(2)
})

it('passes on every other refusal', async () => {
  await expect(createArticles(echoing('Bad request: no').client, shape, true, head)).rejects.toThrow('no')
})
