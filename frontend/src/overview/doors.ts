import { openGuide } from '../lib/guides'
import { address } from '../lib/place.svelte'
import type { AttentionItem } from '../lib/types'

/** quoted is a name as the search box takes it for a customer. */
const quoted = (name: string): string => `customer:"${name.replaceAll('"', '')}"`

/** canOpen says that a line leads to one place: a list or a guide. Of several silent orders each has its own; of a trigger
 * that is missing, the first order tells all. */
export function canOpen({ orders, like, concern }: AttentionItem): boolean {
  return orders <= 1 || like !== '' || concern === 'failed_postbacks' || concern === 'missing_triggers'
}

/** openItem opens the list or the guide that is behind a line. */
export function openItem(item: AttentionItem): void {
  const [first] = item.of
  if (item.concern === 'sync_problems') address.go(['sync'])
  else if ((item.orders === 1 || item.concern === 'missing_triggers') && first && item.scenario)
    openGuide(item.scenario, first, item.customer)
  else if (item.like) address.go(['requests'], { days: 'all', like: item.like })
  else
    address.go(['postbacks'], {
      days: '30d',
      kind: 'shipping',
      result: 'retrying,failed,not_sent',
      q: item.customer ? quoted(item.customer) : '',
    })
}

/** openCluster lists the requests that failed for a cause. */
export function openCluster(latest: string): void {
  address.go(['requests'], { days: 'all', like: latest })
}
