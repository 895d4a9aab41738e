import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HashChains } from '../../src/storage/store/hash-chains.js'

test('numbers are found by their hashes, the last first, as in a map of lists', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 1, 8, 9, -1, 0xffffffff)), fc.array(fc.nat(40)), (hashes, gone) => {
      const chains = new HashChains(hashes.length)
      hashes.forEach((hash, number) => chains.add(number, hash))
      const removed = new Set(gone.filter((number) => number < hashes.length))
      for (const number of removed) chains.remove(number)
      for (const hash of hashes) {
        const found: number[] = []
        for (let number = chains.first(hash); number >= 0; number = chains.next(number)) found.push(number)
        const expected = [...hashes.keys()].filter((at) => (hashes[at]! | 0) === (hash | 0) && !removed.has(at))
        expect(found).toEqual(expected.reverse())
      }
    }),
  ))
