/** The tools for agents, in the order in which they are listed. */
import { exploreTool } from './explore-tool.js'
import { listTool } from './list-tool.js'
import { readTool } from './read-tool.js'
import { searchTool } from './search-tool.js'
import { similarTool } from './similar-tool.js'
import { statusTool } from './status-tool.js'

export const allTools = [searchTool, readTool, listTool, exploreTool, similarTool, statusTool] as const

export const tools = allTools.map(({ listed }) => listed)

export type ToolName = (typeof allTools)[number]['listed']['name']
