package source

import "ordertrail/backend/order"

// Changes says that the source can be asked for what changed after a moment, in all of its lists.
func (f *Feed) Changes() bool {
	for _, l := range f.profile.lists {
		if !l.changes {
			return false
		}
	}
	return true
}

// Lists are the lists that the source has.
func (f *Feed) Lists() []order.List { return f.profile.Lists() }
