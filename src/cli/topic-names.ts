/** What `help` explains besides the commands. */
export const topics = ['query', 'formats', 'settings'] as const

export type Topic = (typeof topics)[number]
