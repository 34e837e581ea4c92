package story

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

func TestEveryHeadlineHasItsWordsInBothLanguages(t *testing.T) {
	var want []string
	for verdict := range tones {
		want = append(want, "headline."+string(verdict), "tag."+string(verdict))
	}
	slices.Sort(want)
	for _, lang := range []string{"en", "sv"} {
		texts := map[string]string{}
		if _, err := toml.DecodeFile("text/active."+lang+".toml", &texts); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, slices.Sorted(maps.Keys(texts))); d != "" {
			t.Errorf("%s (-wanted +written):\n%s", lang, d)
		}
		w := Words(lang, time.UTC)
		for id, text := range texts {
			if strings.HasSuffix(text, ".") || w.Term(id) == "" {
				t.Errorf("%s: %s is no headline: %q", lang, id, text)
			}
		}
	}
}
