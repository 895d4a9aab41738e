import { expect, it } from 'vitest'
import { expectLinear, expectRatio } from './growth.js'

/** Steps of the processor that nothing leaves out. */
function steps(count: number): number {
  let sum = 0
  for (let step = 0; step < count; step++) sum = (sum * 31 + step) | 0
  return sum
}

it('linear work is, also where it begins with fixed costs', async () => {
  await expectLinear((size) => () => steps(100 * size), 8000)
  await expectLinear((size) => () => steps(200_000 + size), 8000)
})

it('quadratic work is not, also where it begins with fixed costs', async () => {
  await expect(expectLinear((size) => () => steps(size * size), 1600)).rejects.toThrow('time of size 1600')
  await expect(expectLinear((size) => () => steps(100_000 + (size * size) / 10), 800)).rejects.toThrow('time of size')
})

it('work that takes many times as long as other work is found', async () => {
  await expectRatio(
    () => steps(20_000),
    () => steps(10_000),
    8,
  )
  await expect(
    expectRatio(
      () => steps(200_000),
      () => steps(10_000),
      8,
    ),
  ).rejects.toThrow('ratio of times')
})
