/** Queries of every kind, of strings that the articles are made of. */
import type { SearchOptions } from '../../../../src/library/types.js'
import { someText } from './sources.js'
import type { World } from './world.js'

const word = (world: World): string => someText(world, 2).replace(/[\s，。+]/g, '') || '渡口'

/** @returns a query that reads without a mistake */
export function someQuery(world: World): string {
  const { random } = world
  switch (random.below(13)) {
    case 0:
      return `"${word(world)}"`
    case 1:
      return `${word(world)} ${word(world)}`
    case 2:
      return `${word(world)} OR "${word(world)}"`
    case 3:
      return `${word(world)} -${word(world)}`
    case 4:
      return `title:${word(world)}`
    case 5:
      return `tag:渡口 ${word(world)}`
    case 6:
      return `author:守灯人 OR ${word(world)}^2`
    case 7:
      return `date:2023 ${word(world)}`
    case 8:
      return `${random.pick(['渡', '长', 'ai', '灯'])}*`
    case 9:
      return `${random.pick(['长江大', '灯塔下', '河水'])}~1`
    case 10:
      return `path:${random.pick(['sub', 'a', 'jsonl'])} ${word(world)}`
    case 11:
      return someText(world, 5).replace(/[+]/g, '').trim() || '灯塔'
    default:
      return word(world)
  }
}

export function someOptions({ random }: World): SearchOptions {
  return {
    pinyin: false,
    limit: random.pick([0, 1, 3, 50]),
    offset: random.pick([0, 0, 0, 2]),
    match: random.pick(['auto', 'auto', 'all', 'any']),
    sort: random.pick(['score', 'score', 'date', 'oldest', 'recent']),
    snippets: random.chance(0.3),
    ...(random.chance(0.2) && { facets: ['year'] }),
  }
}
