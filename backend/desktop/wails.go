//go:build desktop || bindings || dev

package desktop

import (
	"context"
	"os"
	"runtime"
	"sync"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"
	wails2 "github.com/wailsapp/wails/v2/pkg/runtime"
)

// Built says whether this program has a window.
const Built = true

// onlyInstance is by which name a second process finds the first.
const onlyInstance = "ordertrail-3f6f1a52-8c0e-4c55-9a3b-window"

// Window is an open window.
type Window struct {
	o    Options
	once sync.Once
	ctx  context.Context // of Wails; nil before the page is there
	stop func()
}

// New makes a window; Run opens it.
func New(o Options) *Window { return &Window{o: o} }

// Run shows the window until it is closed.
func (w *Window) Run(context.Context) error {
	if runtime.GOOS == "linux" && os.Getenv("WEBKIT_DISABLE_DMABUF_RENDERER") == "" {
		// Without it some graphics drivers show an empty window (wails #2977).
		if err := os.Setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1"); err != nil {
			return err
		}
	}
	return wails.Run(w.options())
}

func (w *Window) options() *options.App {
	size := w.o.Size.or()
	state := options.Normal
	if size.Maximised {
		state = options.Maximised
	}
	return &options.App{
		Title: "Ordertrail", Width: size.Width, Height: size.Height, MinWidth: leastWidth, MinHeight: leastHeight,
		WindowStartState:         state,
		AssetServer:              &assetserver.Options{Assets: w.o.Assets},
		Bind:                     []any{w.o.App},
		EnumBind:                 w.o.Enums,
		ErrorFormatter:           func(err error) any { return w.o.Explain(err) },
		OnDomReady:               w.ready,
		OnBeforeClose:            w.closing,
		OnShutdown:               w.shutdown,
		LogLevelProduction:       logger.WARNING,
		EnableDefaultContextMenu: true,                                       // ids are copied all day
		DragAndDrop:              &options.DragAndDrop{EnableFileDrop: true}, // with the page's own off, none arrives
		SingleInstanceLock:       &options.SingleInstanceLock{UniqueId: onlyInstance, OnSecondInstanceLaunch: w.second},
		// A non-nil struct changes the default policy, so it is named (platform.md, section 2).
		Linux:   &linux.Options{ProgramName: "ordertrail", WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		Windows: &windows.Options{Theme: windows.SystemDefault, WebviewUserDataPath: w.o.Cache},
		Mac: &mac.Options{
			OnUrlOpen:  func(url string) { w.opened([]string{url}) },
			OnFileOpen: func(path string) { w.opened([]string{path}) },
		},
	}
}

// ready is when the page is there. OnStartup would also run in a second process.
func (w *Window) ready(ctx context.Context) {
	w.once.Do(func() {
		w.ctx = ctx
		w.stop = w.o.Bells(func(name string) { wails2.EventsEmit(ctx, name) })
		wails2.OnFileDrop(ctx, func(_, _ int, paths []string) {
			if len(paths) > 0 && w.o.Dropped != nil {
				w.o.Dropped(paths)
			}
		})
		if w.o.Started != nil {
			w.o.Started()
		}
	})
}

func (w *Window) closing(ctx context.Context) (stay bool) {
	if w.o.Resize != nil {
		width, height := wails2.WindowGetSize(ctx)
		w.o.Resize(Size{Width: width, Height: height, Maximised: wails2.WindowIsMaximised(ctx)})
	}
	return false
}

func (w *Window) shutdown(context.Context) {
	if w.stop != nil {
		w.stop()
	}
	if w.o.Stopping != nil {
		w.o.Stopping()
	}
}

func (w *Window) second(data options.SecondInstanceData) {
	if w.ctx != nil {
		wails2.WindowUnminimise(w.ctx)
		wails2.Show(w.ctx)
	}
	w.opened(data.Args)
}

func (w *Window) opened(args []string) {
	if w.o.Opened != nil {
		w.o.Opened(args)
	}
}

// SavePath asks where to save a file; "" means that the person changed their mind.
func (w *Window) SavePath(_ context.Context, title, name string) (string, error) {
	return wails2.SaveFileDialog(w.ctx, wails2.SaveDialogOptions{Title: title, DefaultFilename: name, CanCreateDirectories: true})
}

// OpenPaths asks which files to read; none means that the person changed their mind.
func (w *Window) OpenPaths(_ context.Context, title string) ([]string, error) {
	return wails2.OpenMultipleFilesDialog(w.ctx, wails2.OpenDialogOptions{Title: title})
}

// FolderPath asks for a folder; "" means that the person changed their mind.
func (w *Window) FolderPath(_ context.Context, title string) (string, error) {
	return wails2.OpenDirectoryDialog(w.ctx, wails2.OpenDialogOptions{Title: title})
}

// The window when it is opened for the first time, and the smallest it may become.
const (
	usualWidth, usualHeight = 1440, 900
	leastWidth, leastHeight = 960, 640
)

// or gives a usable size: the usual one for none, and never less than the least.
func (s Size) or() Size {
	if s.Width == 0 || s.Height == 0 {
		s.Width, s.Height = usualWidth, usualHeight
	}
	s.Width, s.Height = max(s.Width, leastWidth), max(s.Height, leastHeight)
	return s
}
