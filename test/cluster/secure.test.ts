/** Requests over TLS with certificates made here, with a user or an API key; and nodes that stand still. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { createClusterClient, type Answer, type ClusterSurroundings } from '../../src/cluster/client.js'
import { parseClusterAddress } from '../../src/storage/store/address.js'
import { temporaryFolder } from '../support/cli.js'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

function clientOf(text: string, apiKey?: string, surroundings?: ClusterSurroundings) {
  const access = { address: parseClusterAddress(text), apiKey, readTime: 5000, writeTime: 5000 }
  return createClusterClient(access, surroundings)
}

describe.skipIf(!hasOpenssl)('over TLS', () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())
  afterEach(() => delete process.env['OPENSEARCH_CA'])
  const certificate = join(folder.path, 'certificate.pem')
  const key = join(folder.path, 'key.pem')
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  spawnSync('openssl', [...made, '-keyout', key, '-out', certificate, ...subject])

  /** A node that answers with the credentials that it was sent. */
  async function serve(): Promise<string> {
    const options = { cert: readFileSync(certificate), key: readFileSync(key) }
    const server = createServer(options, ({ headers }, response) => {
      response.end(JSON.stringify({ count: 1, sent: headers.authorization ?? '' }))
    }).listen(0)
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    await once(server, 'listening')
    return `opensearchs://localhost:${(server.address() as AddressInfo).port}/news`
  }

  it.each([
    ['me:secret', `Basic ${Buffer.from('me:secret').toString('base64')}`],
    ['bXlrZXk=', 'ApiKey bXlrZXk='],
    [undefined, ''],
  ])('sends %s as it is meant', async (apiKey, sent) => {
    process.env['OPENSEARCH_CA'] = certificate
    expect(await clientOf(await serve(), apiKey).read('GET', 'news/_count')).toEqual({ count: 1, sent })
  })

  it('trusts nobody who is not named', async () => {
    await expect(clientOf(await serve()).read('GET', 'news/_count')).rejects.toMatchObject({
      parameters: { what: 'silent', detail: expect.stringMatching(/SELF_SIGNED|UNABLE/) as string },
    })
    process.env['OPENSEARCH_CA'] = join(folder.path, 'none.pem')
    expect(() => clientOf('opensearchs://localhost:1/news')).toThrow(/OPENSEARCH_CA/)
  })
})

/** A client of the nodes a and b, of which a stands still, and the addresses that it asked. */
function clientOfTwo(answer: (url: string, asked: readonly string[]) => Promise<Answer>) {
  const asked: string[] = []
  const surroundings: ClusterSurroundings = {
    now: () => 0,
    sleep: async () => undefined,
    random: () => 0,
    exchange: ({ url }) => {
      asked.push(url)
      if (!url.includes('_nodes/_local')) return answer(url, asked)
      const isB = url.startsWith('http://b:')
      return Promise.resolve({ status: isB ? 200 : 0, text: isB ? '{"nodes":{"id-of-b":{"name":"b"}}}' : '' })
    },
  }
  return { asked, client: clientOf('opensearch://a:1,b:1/news', undefined, surroundings) }
}

const nothing = (): Promise<Answer> => new Promise<Answer>(() => undefined)
const three = { status: 200, text: '{"count":3}' }

describe('a node that stands still', () => {
  it('is left out of a search as soon as another one answers in its place', async () => {
    const { asked, client } = clientOfTwo((url) => (url.startsWith('http://a:') ? nothing() : Promise.resolve(three)))
    expect(await client.read('POST', 'news/_search/_count')).toEqual({ count: 3 })
    expect(asked.at(-1)).toBe('http://b:1/news/_search/_count?preference=_only_nodes:id-of-b')
    // The next one doesn't wait.
    asked.length = 0
    await client.read('POST', 'news/_search/_count')
    expect(asked).toEqual(['http://b:1/news/_search/_count?preference=_only_nodes:id-of-b'])
    // The server refuses a preference for a scroll, which goes on where it began.
    asked.length = 0
    await client.read('POST', '_search/scroll/_count')
    expect(asked).toEqual(['http://b:1/_search/scroll/_count'])
  })

  it('is asked again if nobody else has a copy', async () => {
    const refusal = '{"error":{"reason":"no data nodes with criteria [id-of-b] found for shard: [news][1]"}}'
    const { asked, client } = clientOfTwo((url, before) => {
      if (url.includes('_only_nodes')) return Promise.resolve({ status: 400, text: refusal })
      return before.length === 1 ? nothing() : Promise.resolve(three)
    })
    expect(await client.read('POST', 'news/_search/_count')).toEqual({ count: 3 })
    expect(asked.at(-1)).toBe('http://b:1/news/_search/_count')
  })

  it('is asked again by each of the searches that were under way', async () => {
    const refusal = '{"error":{"reason":"no data nodes with criterion [id-of-b,id-of-c] found for shard: [news][1]"}}'
    // The server's word if several nodes were named.
    let isLost = false
    const { client } = clientOfTwo((url) => {
      if (isLost && url.includes('_only_nodes')) return Promise.resolve({ status: 400, text: refusal })
      return url.startsWith('http://a:') ? nothing() : Promise.resolve(three)
    })
    await client.read('POST', 'news/_search/_count')
    isLost = true
    const both = [1, 2].map(() => client.read('POST', 'news/_search/_count'))
    expect(await Promise.all(both)).toEqual([{ count: 3 }, { count: 3 }])
  })
})
