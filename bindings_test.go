package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// bound is what a script in the page may call. A line more is a door more: think about who else may open it.
const bound = `
AddSource(string, string, main.Connection) error
ApplyMapping(string) (trail.ImportedFile, error)
AskState(trail.StateFrom, string) (trail.AskedState, error)
Attention(trail.OverviewQuery) (trail.AttentionList, error)
Authorities() ([]settings.Authority, error)
Blamed(string) ([]trail.Blamed, error)
CancelSync() error
Cells([]string, []string) (trail.CellPage, error)
Checked() ([]trail.CheckedOrder, error)
Columns() (settings.Columns, error)
Compare(trail.CompareQuery) (trail.ComparisonSummary, error)
CompareFields(trail.CompareQuery, trail.ComparePage) (trail.ComparedFields, error)
CompareLines(trail.CompareQuery, trail.ComparePage) (trail.ComparedLines, error)
Connect(main.Connection) error
CopyExport(string) (string, error)
Coverage() (order.Coverage, error)
CustomerClock(string) (trail.CustomerClock, error)
CutJoin(string, string, string, bool) error
Days(order.List, []int64) ([]trail.Count, error)
DiscardExport() error
Dropped() ([]trail.ImportedFile, error)
ExportViews() (main.ExportResult, error)
ExportedSoFar() (int, error)
Exports() ([]trail.Exported, error)
FetchGap(order.Gap) error
Guide(trail.GuideQuery) (trail.Guide, error)
Import() ([]trail.ImportedFile, error)
ImportViews(string) ([]order.View, error)
KeepAuthorities(string) ([]settings.Authority, error)
KeepCustomerZone(string, string) error
KeepKeys(bool) error
KeepMasking(string) (string, error)
KeepPlace(string) error
KeepSourceProfile(string, string) error
KeepStateSource(trail.StateFrom, main.Connection) error
LastGood(string) (order.RequestRow, error)
Link() (string, error)
Look(trail.LookQuery) (int, error)
LookOn(int, int) (trail.Looking, error)
MapField(string, order.List, string, string) (trail.Mapping, error)
Marked() ([]order.Marked, error)
Marks([]string) ([]order.Mark, error)
MaskingFiles() ([]string, error)
MaskingText(string) (string, error)
NearestPostback(order.PostbackFilter) (order.Nearest, error)
NearestRequest(order.RequestFilter) (order.Nearest, error)
OpenDemo() error
Order(trail.OrderQuestion) (trail.OrderPage, error)
Overview(trail.OverviewQuery) (trail.Overview, error)
Paste(string, order.Stage, string) (trail.PasteResult, error)
PauseSource(string, bool) error
Place() (string, error)
Places(order.List, string) ([]source.Place, error)
Postback(string) (trail.PostbackDetail, error)
PostbackFacets(order.PostbackFilter, bool) (order.Facets, error)
PostbackTotal(order.PostbackFilter) (int, error)
Postbacks(order.PostbackFilter) (order.PostbackPage, error)
Preferences() (settings.Preferences, error)
PrepareExport(main.ExportChoice) (trail.Prepared, error)
Profiles() ([]string, error)
Propose() (trail.Mapping, error)
Recent() ([]string, error)
Recognise(string) (trail.PasteResult, error)
Remember(string) error
RemoveMasking(string) (string, error)
RemoveSource(string, bool) error
RemoveView(string) (order.View, error)
RemovedSoFar() (int, error)
Reply(trail.GuideQuery, diagnose.Length) (string, error)
ReplyLanguages() ([]string, error)
Request(string) (trail.RequestDetail, error)
RequestFacets(order.RequestFilter, bool) (order.Facets, error)
RequestTotal(order.RequestFilter) (int, error)
Requests(order.RequestFilter) (order.RequestPage, error)
Same(string) (order.Same, error)
SaveColumns(settings.Columns) error
SaveExport(string) (main.ExportResult, error)
SavePreferences(settings.Preferences) error
SaveText(string, trail.TextPlace) (main.ExportResult, error)
SaveView(order.View) (order.View, error)
SetMarks([]order.MarkOf) ([]order.Mark, error)
SourceProfile(string) (string, error)
Sources() ([]main.KnownSource, error)
Spread(order.List, order.Window, int) ([]trail.Count, error)
StateSources() ([]trail.StateSource, error)
StopLooking(int) error
Sync() error
SyncState() (main.SyncState, error)
TestSource(string) ([]trail.MappedList, error)
Text(string, trail.TextQuery) (trail.TextPage, error)
TextFilter(string, trail.TextQuery, string) (payload.Filtered, error)
TextFind(string, trail.TextQuery, payload.Needle) (trail.TextHits, error)
TextFold(string, trail.TextQuery) (int, error)
TextShown() error
TextThumbnail(string, trail.TextPlace) (string, error)
TextValue(string, trail.TextQuery, int) (trail.TextValue, error)
TextWhole(string, trail.TextQuery) (string, error)
TryMapping(string) (trail.Mapping, error)
TryMasking(string, string, string) (trail.MaskTrial, error)
TrySourceProfile(string, string) (trail.Mapping, error)
Understand(string) (trail.Understood, error)
UnkeptKeys() ([]string, error)
Views() ([]order.View, error)
Waiting() (bool, error)
WatchFolder() error
`

func TestNoMoreThanThisIsBound(t *testing.T) {
	var signatures strings.Builder
	app := reflect.TypeFor[*App]()
	for i := range app.NumMethod() {
		m := app.Method(i)
		signature := strings.Replace(m.Type.String(), "func(*main.App", "(", 1)
		signatures.WriteString(m.Name + strings.Replace(signature, "(, ", "(", 1) + "\n")
	}
	if diff := cmp.Diff(strings.TrimSpace(bound), strings.TrimSpace(signatures.String())); diff != "" {
		t.Errorf("what a page may call has changed (-listed +bound):\n%s", diff)
	}
}

// Wails drops every result of a method that has another shape, without a word.
func TestBoundMethodsReturnAnErrorLast(t *testing.T) {
	failure := reflect.TypeFor[error]()
	app := reflect.TypeFor[*App]()
	for i := range app.NumMethod() {
		m := app.Method(i)
		results := m.Type.NumOut()
		if results < 1 || results > 2 || m.Type.Out(results-1) != failure {
			t.Errorf("%s returns neither error nor (T, error): %s", m.Name, m.Type)
		}
	}
}

func TestGeneratedBindingsAreUpToDate(t *testing.T) {
	want, got := filesIn(t, generated(t)), filesIn(t, filepath.Join("frontend", "wailsjs"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("frontend/wailsjs is stale; CGO_ENABLED=0 tsoutputtype=interfaces go run -tags bindings . (-wanted +held):\n%s", diff)
	}
}

// generated makes the bindings anew in a folder of its own: the generator writes where it is run.
func generated(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	generator := filepath.Join(dir, "generator.exe") // any name runs here, and Windows needs this one
	build := exec.CommandContext(t.Context(), "go", "build", "-tags", "bindings", "-o", generator, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the generator: %v\n%s", err, out)
	}
	config, err := os.ReadFile("wails.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "wails.json"), config, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "frontend"), 0o700); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), generator)
	run.Dir, run.Env = dir, append(os.Environ(), "tsoutputtype=interfaces")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("generate the bindings: %v\n%s", err, out)
	}
	return filepath.Join(dir, "frontend", "wailsjs")
}

// filesIn reads all files under a folder, by their path in it.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(root, path)
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
