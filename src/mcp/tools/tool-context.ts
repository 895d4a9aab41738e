import type { Index } from '../../library/types.js'
import type { SourceLines } from '../../library/results/source-lines.js'
import type { AgentMessages } from '../../messages/agents.js'

/** What a tool works with. */
export interface ToolContext {
  readonly index: Index
  readonly files: SourceLines
  readonly say: AgentMessages
  /** Whether answers may name folders of this machine. */
  readonly showsFolders: boolean
}
