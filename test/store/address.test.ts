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
    const { nodes, collection } = parseClusterAddress('qdrants://a.example:6334,b.example/news-1')
    expect([nodes, collection]).toEqual([['https://a.example:6334', 'https://b.example:6333'], 'news-1'])
    expect(parseClusterAddress('qdrant://[::1]:65535/n/').nodes).toEqual(['http://[::1]:65535'])
  })

  it.each([
    'qdrant://',
    'qdrant://host',
    'qdrant://host:0/c',
    'qdrant://host:65536/c',
    'qdrant://host:6333/a/b',
    'qdrant://k:s@host/c',
    'qdrant:x',
  ])('is not %s', (text) => {
    expect(isClusterAddress(text)).toBe(true)
    expect(() => parseClusterAddress(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
  })

  it('is no name of a folder', () => expect(['index', './qdrant', '/a/qdrant:b'].some(isClusterAddress)).toBe(false))
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
    'qdrant://user:geheim@host:6333/news',
    'qdrant://geheim/with/slash@host/news',
    'qdrant://host/news?api-key=geheim',
    'qdrants://host/news#geheim',
    'QDRANT://geheim@host/news',
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
    ['qdrant://192.0.2.7,127.0.0.1/news', 'http://192.0.2.7:6333'],
    ['qdrant://127.0.0.1:1,localhost:2,[::1]:3/news', undefined],
    ['qdrant://127.0.0.1.example.com/news', 'http://127.0.0.1.example.com:6333'],
    ['qdrants://192.0.2.7/news', undefined],
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
