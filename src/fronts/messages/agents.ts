/** What the tools for agents say, in the language of the program that serves them. */
import { agents as english } from './en/agents.js'
import type { Language } from './language.js'
import { agents as chinese } from './zh/agents.js'

export type AgentMessages = typeof english

export function agentMessagesIn(language: Language): AgentMessages {
  return language === 'zh' ? chinese : english
}
