import { expect, it } from 'vitest'
import type { ClusterClient } from '../../src/cluster/client.js'
import { createArticles } from '../../src/cluster/create.js'
import { XunzhangError } from '../../src/base/errors.js'

const shape = { shards: 2, replicas: 1, writeConsistency: 1 }

/** A cluster that refuses each request, as when it has carried it out already and its first answer was lost. */
function refusing(reason: string): ClusterClient {
  const parameters = { what: 'status', status: 400, detail: reason, mayPass: false } as const
  const write = () => Promise.reject(new XunzhangError('CLUSTER_FAILS', parameters, { cause: { status: 400, reason } }))
  return { write } as unknown as ClusterClient
}

it('takes what is there already for what a lost answer told of', async () => {
  const client = refusing('index [news.articles-1/Fo] already exists')
  await expect(createArticles(client, 'news.articles-1', shape, 700)).resolves.toBeUndefined()
})

it('passes on every other refusal', async () => {
  await expect(createArticles(refusing('no'), 'news.articles-1', shape, 700)).rejects.toThrow('no')
})
