package export_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"ordertrail/backend/export"
)

// gridCases is how much of the grid is tried, below 0 all of it, and gridAfter how many cases come before those.
var (
	gridCases = flag.Int("grid", 60, "cases of the grid of canaries to try; below 0 all")
	gridAfter = flag.Int("grid-after", 0, "cases of the grid of canaries to leave out before those")
)

// gridCell is one case of the grid: a value of a locale, in a place, in a writing.
type gridCell struct {
	locale, place, writing string
	canary
}

// grid is every kind of value of every locale in every place in every writing.
func grid() []gridCell {
	var cells []gridCell
	for _, l := range locales {
		for _, c := range slices.Concat(l.canaries(), secrets) {
			for _, place := range slices.Sorted(maps.Keys(places)) {
				for _, writing := range slices.Sorted(maps.Keys(writings)) {
					cells = append(cells, gridCell{l.name, place, writing, c})
				}
			}
		}
	}
	return cells
}

// record holds the value as its country writes it in its field, and once more as the case has it.
func (c gridCell) record() export.Record {
	r := records()[0]
	r.Request.Stages.Final.ContentType, r.Request.Stages.Final.Body = "application/json", []byte(`{"`+c.field+`":`+quoted(c.value)+`}`)
	places[c.place](&r, c.canary, writings[c.writing](c.value))
	return r
}

// cellsOfExport is how many cases share an export.
const cellsOfExport = 30

func TestNoCanaryOfTheGridIsLeft(t *testing.T) {
	cells := grid()
	kinds, inAll := len(locales[0].canaries())+len(secrets), len(cells)
	if kinds < 30 || len(places) < 12 || len(writings) < 10 || len(locales) != 14 || inAll != kinds*len(places)*len(writings)*len(locales) {
		t.Fatalf("the grid has %d kinds, %d places, %d writings, %d locales, %d cases", kinds, len(places), len(writings), len(locales), inAll)
	}
	shuffled := rand.New(rand.NewPCG(26, 22)) // the same cases every time, so that a failure stays one
	t.Logf("%d cases in all", inAll)
	shuffled.Shuffle(inAll, func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
	cells = cells[min(*gridAfter, inAll):]
	if *gridCases >= 0 {
		cells = cells[:min(*gridCases, len(cells))]
	}
	for some := range slices.Chunk(cells, cellsOfExport) {
		t.Run(fmt.Sprintf("%s %s %s", some[0].locale, some[0].kind, some[0].place), func(t *testing.T) {
			t.Parallel()
			noneIsLeft(t, some)
		})
	}
}

// noneIsLeft shares some cases in one format after the other, and searches all that was produced.
func noneIsLeft(t *testing.T, cells []gridCell) {
	var all []export.Record
	for _, c := range cells {
		all = append(all, c.record())
	}
	f := export.AllFormats[int(turns.Add(1))%len(export.AllFormats)]
	output := newSearched(opened(t, f, shared(t, f, export.Options{}, all...)))
	for _, c := range cells {
		if how := output.left(c.value); how != "" {
			t.Errorf("%s: %s %q (%s), written in %s in %s, is left, written in %s", f, c.locale, c.kind, c.value, c.writing, c.place, how)
		}
	}
}
