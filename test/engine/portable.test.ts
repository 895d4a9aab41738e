import { hash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import type * as Door from '../../src/library/engine/index.js'
import { createIndex } from '../../src/library/open-index.js'
import { createMemoryFileSystem } from '../../src/storage/store/file-system.js'
import * as crypto from '../../src/base/system/portable/crypto.js'
import * as paths from '../../src/base/system/portable/path.js'
import * as zlib from '../../src/base/system/portable/zlib.js'
import { readDataFile } from '../../src/text/analyzers/data-files.js'
import { bundled } from './bundle.js'
import { contract } from './contract.js'

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 197 + (i >> 3)) & 0xff)

test('checksums without Node are those of Node', () => {
  for (const length of [0, 1, 3, 55, 56, 63, 64, 119, 120, 1000]) {
    const bytes = bytesOf(length)
    expect(zlib.crc32(bytes)).toBe(crc32(bytes))
    expect(crypto.hash('sha1', bytes, 'binary')).toBe(hash('sha1', bytes, 'binary'))
  }
})

test('paths of an engine are put together and taken apart as Node does', () => {
  for (const path of ['/', '/index', '/index/3.seg', '/a/b/c']) {
    expect([paths.dirname(path), paths.basename(path), paths.resolve(path)]).toEqual([
      posix.dirname(path),
      posix.basename(path),
      posix.resolve(path),
    ])
    expect(paths.join(path, '3.seg')).toBe(posix.join(path, '3.seg'))
  }
})

test('the bundle keeps the contract, and writes the bytes that the library writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-bundle-'))
  try {
    const file = join(folder, 'engine.mjs')
    writeFileSync(file, (await bundled('src/library/engine/index.ts')).code)
    const door = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Door
    const [lexicon, pinyin] = [readDataFile('lexicon.bin'), readDataFile('pinyin.txt')]
    for (const check of Object.values(contract)) {
      const storage = door.memoryStorage()
      await check({ door, storage: async () => storage, lexicon, pinyin })
    }
    const storage = door.memoryStorage()
    const fs = createMemoryFileSystem()
    const engine = await door.createEngine({ storage, lexicon })
    const index = await createIndex('/index', { fileSystem: fs })
    const articles = Array.from({ length: 40 }, (_, id) => ({
      id,
      title: `渡口${id}`,
      text: '銀行借出一半的錢。'.repeat(id + 1),
    }))
    for (const one of [engine, index]) {
      await one.add(articles)
      await one.commit()
    }
    const names = (await storage.list()).toSorted()
    expect(names).toEqual(fs.list('/index'))
    for (const name of names)
      expect([...(await storage.read(name, 0, Infinity))!]).toEqual([...fs.readFile(`/index/${name}`)])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
