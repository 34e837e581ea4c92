import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

import svelteConfig from './svelte.config.js'

// Payloads are other people's text: it reaches the page as text nodes only.
const asMarkup = [
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment', 'srcdoc'].map(
    (property) => ({ property, message: 'Foreign text is shown as text nodes only.' }),
  ),
  ...['write', 'writeln'].map((property) => ({
    object: 'document',
    property,
    message: 'Foreign text is shown as text nodes only.',
  })),
]

const features = ['requests', 'postbacks', 'inspector', 'order', 'sync', 'welcome', 'troubleshoot', 'overview']

/** A feature may use ui and lib, but no other feature. */
const fence = (feature) => ({
  files: [`src/${feature}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...features.filter((f) => f !== feature).map((f) => `**/${f}/**`), '**/shell/**', '**/wailsjs/**'],
            message: 'A feature imports only ui and lib.',
          },
        ],
      },
    ],
  },
})

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/paraglide', 'wailsjs', 'project.inlang'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-properties': ['error', ...asMarkup],
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/no-at-debug-tags': 'error',
      'svelte/require-each-key': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  ...features.map(fence),
  {
    files: ['src/ui/**', 'src/lib/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: features.map((f) => `**/${f}/**`), message: 'ui and lib know no feature.' }] },
      ],
    },
  },
)
