import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

import { scaling } from './src/lib/scaling.ts'

// Safari 15 is the oldest web view a supported macOS can show.
const oldestEngine = 'safari15'

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      outputStructure: 'locale-modules',
      emitReadme: false,
    }),
    svelte(),
    svelteTesting(),
  ],
  css: { postcss: { plugins: [scaling] } },
  build: {
    target: oldestEngine,
    cssTarget: oldestEngine,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], clearMocks: true },
})
