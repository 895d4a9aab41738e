/** Whether a key would cross a network in clear text. The library leaves the warning to its caller. */
import { isClusterAddress, parseClusterAddress } from '../store/address.js'
import { clearTextNode, readKey } from '../store/secrets.js'

/** The first node that would be sent the key without TLS and is not this machine; undefined where there is none. */
export function clearTextKey(to: string, key = process.env['QDRANT_API_KEY']): string | undefined {
  return isClusterAddress(to) ? clearTextNode(parseClusterAddress(to).nodes, readKey(key)) : undefined
}
