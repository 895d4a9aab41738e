/** What the tools for agents say, in the language of the program that serves them. */
import { agents as english } from './en/agents.js'
import type { Language } from './language.js'

export type AgentMessages = typeof english

export async function agentMessagesIn(language: Language): Promise<AgentMessages> {
  return language === 'zh' ? (await import('./zh/agents.js')).agents : english
}
