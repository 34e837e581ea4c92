package source

// Changes says that a feed can be asked for what changed after a moment.
func (f *Feed) Changes() bool { return true }
