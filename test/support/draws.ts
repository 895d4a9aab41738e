/** `npm test` draws the same cases on every machine; `npm run prove` draws others each time. */
import { configureGlobal } from 'fast-check'

if (process.env['XUNZHANG_PROVE'] !== '1') configureGlobal({ seed: 20_240_521 })
