/** Topics that `help` explains in addition to the commands. */
export const topics = ['query', 'formats', 'settings'] as const

export type Topic = (typeof topics)[number]
