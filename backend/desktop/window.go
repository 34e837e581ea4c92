// Package desktop is the window: it binds the App to the screens in the system's web view. No other package knows Wails.
package desktop

import (
	"io/fs"
	"log/slog"
)

// Options are what the window needs.
type Options struct {
	App    any   // every exported method can be called by the page
	Enums  []any // closed sets, each a list of {Value, TSName}
	Assets fs.FS // the built screens
	// Explain gives the JSON text of a failure, as the page reads it.
	Explain func(error) string
	// Started is called once the page is there. It never is in a second process, which only hands its arguments over.
	Started func()
	// Stopping is called when the window closes; it must be quick.
	Stopping func()
	// Bells is called once with a function that rings a bell in the page, by name.
	Bells func(ring func(name string)) (stop func())
	// Opened is told what a second process was started with, or what the system opens with us.
	Opened func(args []string)
	// Dropped is told which files were dropped on the window.
	Dropped func(paths []string)
	Size    Size
	Resize  func(Size) // is told the window's size when it closes
	Cache   string     // folder for the web view's own files
	Log     *slog.Logger
}

// Size is how large a window is, in pixels.
type Size struct {
	Width, Height int
	Maximised     bool
}
