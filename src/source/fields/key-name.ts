/** Names of fields are written in many ways: `publishTime`, `publish_time`, `Publish Time`; 標題, 标题. */
import { simplified } from '../simplified.js'

/** A key as tables of names have it: lower case, Simplified, without blanks, hyphens and underscores. */
export function keyName(key: string): string {
  return simplified(key.toLowerCase().replace(/[\s_-]+/g, ''))
}
