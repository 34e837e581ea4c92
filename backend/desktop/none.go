//go:build !desktop && !bindings && !dev

package desktop

import (
	"context"

	"ordertrail/backend/fault"
)

// Built says whether this program has a window.
const Built = false

// Window stands for the window that this program was built without.
type Window struct{}

// New makes a window; Run opens it.
func New(Options) *Window { return &Window{} }

// Run says that there is no window; the commands, serve among them, work.
func (w *Window) Run(context.Context) error {
	return fault.New(fault.Invalid, "no_window", nil, nil)
}

// SavePath has no dialog to ask with.
func (w *Window) SavePath(context.Context, string, string) (string, error) { return "", nil }

// OpenPaths has no dialog to ask with.
func (w *Window) OpenPaths(context.Context, string) ([]string, error) { return nil, nil }

// FolderPath has no dialog to ask with.
func (w *Window) FolderPath(context.Context, string) (string, error) { return "", nil }
