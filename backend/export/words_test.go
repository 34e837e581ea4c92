package export

import (
	"regexp"
	"slices"
	"testing"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	english := catalogue("en")
	blank := regexp.MustCompile(`\{\d\}`)
	for _, lang := range Languages {
		own := Options{Language: lang}.words().texts
		for id, text := range english {
			if own[id] == "" || !slices.Equal(sorted(blank.FindAllString(text, -1)), sorted(blank.FindAllString(own[id], -1))) {
				t.Errorf("%s: %s is %q, in English %q", lang, id, own[id], text)
			}
		}
	}
	for set, names := range map[string][]string{
		"outcome": texts(order.AllOutcomes), "state": texts(order.AllStageStates), "kind": texts(order.AllKinds), "result": texts(order.AllResults),
		"stage": texts(order.AllStages[:]), "change": texts(compare.AllChanges), "origin": texts(compare.AllOrigins),
	} {
		for _, name := range names {
			if english[set+"."+name] == "" {
				t.Errorf("no word for %s %s", set, name)
			}
		}
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
