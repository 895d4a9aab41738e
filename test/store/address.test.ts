import { describe, expect, it } from 'vitest'
import {
  isClusterAddress,
  parseClusterAddress,
  clearTextNode,
  readKey,
  withoutKey,
} from '../../src/storage/store/address.js'

describe('the address of a collection', () => {
  it('names nodes and a collection', () => {
    const { nodes, collection } = parseClusterAddress('opensearchs://a.example:6334,b.example/news-1')
    expect([nodes, collection]).toEqual([['https://a.example:6334', 'https://b.example:9200'], 'news-1'])
    expect(parseClusterAddress('opensearch://[::1]:65535/n/').nodes).toEqual(['http://[::1]:65535'])
  })

  it.each([
    'opensearch://',
    'opensearch://host',
    'opensearch://host:0/c',
    'opensearch://host:65536/c',
    'opensearch://host:9200/a/b',
    'opensearch://k:s@host/c',
    'opensearch:x',
    'opensearch://host/News',
    'qdrant://host:6333/news',
  ])('is not %s', (text) => {
    expect(isClusterAddress(text)).toBe(true)
    expect(() => parseClusterAddress(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })

  it('is no name of a folder', () =>
    expect(['index', './opensearch', '/a/opensearch:b'].some(isClusterAddress)).toBe(false))
})

describe('the key of a cluster', () => {
  it('may have blanks and a line end around it, as files leave them', () => {
    expect(readKey(' abc\r\n')).toBe('abc')
    expect([readKey('\n'), readKey(undefined)]).toEqual([undefined, undefined])
  })

  it.each(['ab\ncd', 'a\u0000', '密钥'])('is refused where no header can carry it, and not repeated: %j', (key) => {
    const refusal = {
      reason: 'CLUSTER_ADDRESS',
      parameters: { what: 'key' },
      message: expect.not.stringContaining(key) as string,
    }
    expect(() => readKey(key)).toThrow(expect.objectContaining(refusal))
  })

  it.each([
    'opensearch://user:geheim@host:9200/news',
    'opensearch://geheim/with/slash@host/news',
    'opensearch://host/news?api-key=geheim',
    'opensearchs://host/news#geheim',
    'OPENSEARCH://geheim@host/news',
  ])('in the address %s is not repeated', (address) => {
    let message = ''
    try {
      parseClusterAddress(address)
    } catch (error) {
      message = (error as Error).message
    }
    expect(message).toContain('not the address of a collection')
    expect(message).not.toContain('geheim')
  })

  it.each([
    ['opensearch://192.0.2.7,127.0.0.1/news', 'http://192.0.2.7:9200'],
    ['opensearch://127.0.0.1:1,localhost:2,[::1]:3/news', undefined],
    ['opensearch://127.0.0.1.example.com/news', 'http://127.0.0.1.example.com:9200'],
    ['opensearchs://192.0.2.7/news', undefined],
  ])('to %s: in clear text to %s', (address, node) => {
    expect(clearTextNode(parseClusterAddress(address).nodes, 'key')).toBe(node)
    expect(clearTextNode(parseClusterAddress(address).nodes, undefined)).toBeUndefined()
  })

  it('is hidden in every spelling, whatever characters it has', () => {
    const key = 'pä"s/s'
    const spellings = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), 'cOQicy9z', 'COQICY9Z']
    expect(withoutKey(spellings.join(' '), key)).toBe('*** *** *** *** ***')
    expect(withoutKey('key: YWI= or YWI', 'ab')).toBe('key: *** or ***')
    // Its spelling in JSON begins with the key itself.
    expect(withoutKey('{"key":"ab\\\\"}', 'ab\\')).toBe('{"key":"***"}')
    expect(withoutKey('a.b|c A.B|C axb', 'a.b|c')).toBe('*** *** axb')
    expect(withoutKey('a.b|c', undefined)).toBe('a.b|c')
  })
})
