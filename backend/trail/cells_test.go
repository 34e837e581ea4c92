package trail_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

func TestCellsShowTheValuesAtPathsAndWhyThereAreNone(t *testing.T) {
	const json, xml = "application/json", "application/xml"
	body := `{"ref":"A-1","big":146312323488002033,"items":[{"sku":"POSTER"},{"sku":"MUG"}],"to":{"city":"Malmö"}}`
	for name, c := range map[string]struct {
		body, contentType, path string
		want                    trail.Cell
	}{
		"a value by its pointer":              {body, json, "original:/items/1/sku", trail.Cell{Text: "MUG", State: trail.CellHeld}},
		"a value by its path":                 {body, json, "original:items[0].sku", trail.Cell{Text: "POSTER", State: trail.CellHeld}},
		"all values of an expression":         {body, json, "original:$..sku", trail.Cell{Text: "POSTER, MUG", State: trail.CellHeld}},
		"a large number to the last digit":    {body, json, "original:/big", trail.Cell{Text: "146312323488002033", State: trail.CellHeld}},
		"an object as it is written":          {body, json, "original:/to", trail.Cell{Text: `{"city":"Malmö"}`, State: trail.CellHeld}},
		"nothing at the path":                 {body, json, "original:/items/7/sku", trail.Cell{State: trail.CellNothing}},
		"a stage that the record lacks":       {body, json, "final:/items/0/sku", trail.Cell{State: trail.CellNoText}},
		"an element of XML":                   {`<order><item sku="A"/><item sku="B"/></order>`, xml, "original:/order/item[2]/@sku", trail.Cell{Text: "B", State: trail.CellHeld}},
		"an expression that fits no XML":      {`<order/>`, xml, "original:$.ref", trail.Cell{State: trail.CellUnread}},
		"more values than stand side by side": {"[1,2,3,4,5,6,7]", json, "original:$[*]", trail.Cell{Text: "1, 2, 3, 4, 5", More: 2, State: trail.CellHeld}},
		"what was read before a text breaks":  {`{"ref":"A-1","items":[`, json, "original:/ref", trail.Cell{Text: "A-1", State: trail.CellHeld}},
		"a body too long for one value":       {`{"a":"` + strings.Repeat("x", 5<<20) + `"}`, json, "original:/a", trail.Cell{State: trail.CellTooLong}},
	} {
		t.Run(name, func(t *testing.T) {
			tr := withOriginal(t, t.TempDir(), []byte(c.body), c.contentType, "2026-11-10T08:00:00.000Z")
			page, err := tr.Cells(t.Context(), []string{"r-1"}, []string{c.path})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]trail.CellRow{{ID: "r-1", Cells: []trail.Cell{c.want}}}, page.Rows); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestAPathThatCannotBeReadSaysWhyAndLeavesTheOthersAlone(t *testing.T) {
	tr := withOriginal(t, t.TempDir(), []byte(`{"ref":"A-1"}`), "application/json", "2026-11-10T08:00:00.000Z")
	page, err := tr.Cells(t.Context(), []string{"r-1", "gone"}, []string{"orignal:/ref", "original:$.ref[", "original:", "original:/ref"})
	if err != nil {
		t.Fatal(err)
	}
	problems := []trail.PathProblem{}
	for _, p := range page.Paths {
		problems = append(problems, p.Problem)
	}
	if d := cmp.Diff([]trail.PathProblem{trail.PathNoText, trail.PathBroken, trail.PathBroken, trail.PathFits}, problems); d != "" {
		t.Errorf("problems (-want +got):\n%s", d)
	}
	if page.Paths[1].Detail == "" || page.Paths[3].Detail != "" {
		t.Errorf("details %+v", page.Paths)
	}
	if got := page.Rows[0].Cells[3]; got.Text != "A-1" {
		t.Errorf("the path that fits gives %+v", got)
	}
	if got := page.Rows[1].Cells[3]; got.State != trail.CellUnread {
		t.Errorf("a record that is not held gives %+v", got)
	}
}

func TestNoMoreIsLookedUpForAListThanAScreenShows(t *testing.T) {
	tr := open(t, t.TempDir())
	many := make([]string, 201)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	for name, asked := range map[string][2][]string{"rows": {many, {"original:/a"}}, "paths": {{"a"}, many[:11]}} {
		if _, err := tr.Cells(t.Context(), asked[0], asked[1]); !fault.Is(err, fault.Invalid) {
			t.Errorf("too many %s: %v", name, err)
		}
	}
}
