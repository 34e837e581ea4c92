import Activity from '@lucide/svelte/icons/activity'
import Archive from '@lucide/svelte/icons/file-archive'
import Braces from '@lucide/svelte/icons/braces'
import Code from '@lucide/svelte/icons/file-code'
import Package from '@lucide/svelte/icons/package'
import Table from '@lucide/svelte/icons/table'
import Terminal from '@lucide/svelte/icons/terminal'
import Text from '@lucide/svelte/icons/file-text'

import type { ExportFormat, ListFormat, Scenario } from '../lib/types'
import { m } from '../paraglide/messages'
import type { Icon } from '../ui/icons'

export const formatWords: Record<ExportFormat | ListFormat, { name: () => string; use: () => string; icon: Icon }> = {
  zip: { name: m.export_zip, use: m.export_zip_use, icon: Archive },
  html: { name: m.export_html, use: m.export_html_use, icon: Code },
  markdown: { name: m.export_markdown, use: m.export_markdown_use, icon: Text },
  har: { name: m.export_har, use: m.export_har_use, icon: Activity },
  curl: { name: m.export_curl, use: m.export_curl_use, icon: Terminal },
  json: { name: m.export_json, use: m.export_json_use, icon: Braces },
  bundle: { name: m.export_bundle, use: m.export_bundle_use, icon: Package },
  csv: { name: () => 'CSV', use: m.export_csv_use, icon: Table },
  ndjson: { name: () => 'NDJSON', use: m.export_ndjson_use, icon: Braces },
  parquet: { name: () => 'Parquet', use: m.export_parquet_use, icon: Table },
}

export const scenarioWords: Record<Scenario, () => string> = {
  disappeared: m.export_disappeared,
  shipping_notice: m.export_shipping_notice,
  printer_never_got: m.export_printer_never_got,
  wrong_product: m.export_wrong_product,
}
