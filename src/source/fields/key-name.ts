/** Names of fields are written in many ways: `publishTime`, `publish_time`, `Publish Time`; 標題, 标题. */
import { simplified } from '../simplified.js'

/** A cache, because the records of a dump share their keys. */
const known = new Map<string, string>()
const mostKnown = 1000
/** No table has a longer name. A key of a damaged file may be of any size, and would be converted for each record. */
const longestName = 100

/** A key as it is in the tables of names: lower case, Simplified, without blanks, hyphens and underscores. */
export function keyName(key: string): string {
  if (key.length > longestName) return key
  let name = known.get(key)
  if (name !== undefined) return name
  name = simplified(key.toLowerCase().replace(/[\s_-]+/g, ''))
  if (known.size === mostKnown) known.clear()
  known.set(key, name)
  return name
}
