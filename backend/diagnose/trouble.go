package diagnose

import "ordertrail/backend/order"

// Troubles are windows that a source refuses or can't give; one that is only not read yet is none.
func Troubles(c order.Coverage) []Item {
	var items []Item
	for _, g := range c.Gaps {
		if g.Why != order.Refused && g.Why != order.Failed && g.Why != order.Oversized {
			continue
		}
		title := Sentence{"attention.sync", Params{"Source": g.Source, "List": Term("list." + string(g.List)), "From": Moment(g.From), "To": Moment(g.To)}}
		items = append(items, Item{Concern: SyncProblems, Title: title, Since: g.From, IDs: []string{}})
	}
	return items
}
