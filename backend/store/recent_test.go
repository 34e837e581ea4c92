package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheLastSearchesAreRememberedUntilSomethingIsErased(t *testing.T) {
	dir := t.TempDir()
	s, _ := marked(t, dir, 5)
	remember := func(text string) {
		if err := s.Remember(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	for i := range mostRecent + 3 {
		remember(fmt.Sprintf("search %d", i))
	}
	remember("canary-search")
	remember(fmt.Sprintf("search %d", mostRecent+1))
	recent, err := s.Recent(t.Context())
	if err != nil || len(recent) != mostRecent || recent[0] != fmt.Sprintf("search %d", mostRecent+1) || recent[1] != "canary-search" {
		t.Errorf("%q, %v", recent, err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Customer: "canary-customer"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	recent, err = s.Recent(t.Context())
	if d := cmp.Diff([]string{}, recent); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	if _, words := inFiles(t, dir, nil); words > 0 {
		t.Errorf("%d words are left in the files", words)
	}
}
