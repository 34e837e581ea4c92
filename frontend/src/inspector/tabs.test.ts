import { expect, test } from 'vitest'

import { detail } from '../lib/fake'
import { chosenTab, tabsOf } from './tabs'

const keys = (tabs: { key: string; off?: string | undefined }[]) =>
  tabs.map((tab) => (tab.off ? `(${tab.key})` : tab.key))

test('a message is looked at pretty, raw and by its headers', () => {
  expect(keys(tabsOf(detail(), 'original'))).toEqual(['pretty', 'raw', 'tree', 'table', 'headers'])
})

test('a template shows its steps first, and what was not captured is off', () => {
  expect(keys(tabsOf(detail(), 'template'))).toEqual(['steps', 'pretty', 'raw', 'tree', 'table', '(source)', '(input)'])
})

test('a stage without a body says so', () => {
  expect(keys(tabsOf({ ...detail(), bodies: [] }, 'final'))).toEqual(['(pretty)', '(raw)', 'headers'])
})

test('the wanted tab is taken when something is behind it', () => {
  const tabs = tabsOf(detail(), 'template')
  expect(chosenTab(tabs, 'raw')?.key).toBe('raw')
  expect(chosenTab(tabs, 'source')?.key).toBe('steps')
  expect(chosenTab(tabs, undefined)?.key).toBe('steps')
})
