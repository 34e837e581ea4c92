package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/compare"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
	"ordertrail/backend/trail"
)

func texted(t *testing.T, lang string) []string {
	t.Helper()
	read := map[string]any{}
	if _, err := toml.DecodeFile("text/active."+lang+".toml", &read); err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(read))
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	if diff := cmp.Diff(texted(t, "en"), texted(t, "sv")); diff != "" {
		t.Error("English (-) and Swedish (+) differ:\n" + diff)
	}
}

func TestEveryValueOfAClosedSetHasAName(t *testing.T) {
	sets := map[string][]string{
		"outcome": spelled(order.AllOutcomes), "kind": spelled(order.AllKinds), "result": spelled(order.AllResults),
		"state": spelled(order.AllStageStates), "severity": {"error", "warning"}, "why": spelled(order.AllGapWhys),
		"stage": spelled(order.AllStages[:]), "place": spelled(order.AllPlaces), "label": spelled(order.AllLabels), "list": {"requests", "postbacks"}, "help": helped,
		"join": spelled(story.AllWhys), "order": spelled(story.AllLates[1:]),
		"change": spelled(compare.AllChanges), "origin": spelled(compare.AllOrigins), "watched": spelled(compare.AllWatched),
		"because": spelled(trail.MaskReasons()),
	}
	have := texted(t, "sv")
	for set, values := range sets {
		for _, value := range values {
			if !slices.Contains(have, set+"."+value) {
				t.Errorf("%s.%s has no text", set, value)
			}
		}
	}
	for _, state := range order.AllStageStates {
		if marks[state] == "" {
			t.Errorf("the state %s has no mark", state)
		}
	}
}

func spelled[T ~string](all []T) []string {
	var list []string
	for _, each := range all {
		list = append(list, string(each))
	}
	return list
}

// TestNoTextIsMissingOrUnused reads the source: a text is used when its whole name, or its last part, is written there.
func TestNoTextIsMissingOrUnused(t *testing.T) {
	have, said := texted(t, "en"), literals(t)
	for _, sets := range [][]string{spelled(order.AllOutcomes), spelled(order.AllKinds), spelled(order.AllResults), spelled(order.AllStageStates),
		spelled(order.AllSeverities), spelled(order.AllGapWhys), spelled(order.AllStages[:]), spelled(order.AllPlaces), spelled(order.AllLabels), spelled(compare.AllChanges),
		spelled(compare.AllOrigins), spelled(compare.AllWatched), spelled(story.AllWhys), spelled(story.AllLates[1:]), spelled(trail.MaskReasons()), {"submit", "cancel", "update_shipment",
			"to_customer", "from_printer", "request_submit", "request_cancel", "request_update_shipment", "damaged", "source_digest"}} {
		for _, value := range sets {
			said[value] = true
		}
	}
	for _, key := range have {
		if last := key[strings.Index(key, ".")+1:]; !said[key] && !said[last] {
			t.Errorf("nothing says %s", key)
		}
	}
	for _, key := range spoken(t) {
		if !slices.Contains(have, key) {
			t.Errorf("%s is said and has no text", key)
		}
	}
}

func literals(t *testing.T) map[string]bool {
	said := map[string]bool{}
	visit(t, func(n ast.Node) {
		if text, ok := literal(n); ok {
			said[text] = true
		}
	})
	return said
}

// spoken are the texts that say, count, fact, title and heads are called with.
func spoken(t *testing.T) []string {
	prefixes := map[string]string{"say": "", "count": "", "title": "", "fact": "fact.", "heads": "head."}
	var keys []string
	visit(t, func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		prefix, ok := prefixes[method.Sel.Name]
		for i, arg := range call.Args {
			if text, isText := literal(arg); ok && isText && text != "" && (i == 0 || method.Sel.Name == "heads") {
				keys = append(keys, prefix+text)
			}
		}
	})
	return keys
}

func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

func visit(t *testing.T, each func(ast.Node)) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			each(n)
			return true
		})
	}
}

func TestLanguage(t *testing.T) {
	cases := map[string]struct {
		args []string
		env  map[string]string
		want string
	}{
		"the flag wins":                        {[]string{"--lang", "en", "sync"}, map[string]string{"LANG": "sv_SE.UTF-8"}, "en"},
		"the flag may stand after the command": {[]string{"sync", "--lang=sv"}, nil, "sv"},
		"LC_ALL comes before LANG":             {nil, map[string]string{"LC_ALL": "sv_SE.UTF-8", "LANG": "en_US.UTF-8"}, "sv"},
		"LC_MESSAGES comes before LANG":        {nil, map[string]string{"LC_MESSAGES": "en_GB", "LANG": "sv_SE"}, "en"},
		"an empty variable says nothing":       {nil, map[string]string{"LC_ALL": "", "LANG": "sv_SE"}, "sv"},
		"any other language reads English":     {nil, map[string]string{"LANG": "de_DE.UTF-8"}, "en"},
		"without anything it is English":       {nil, nil, "en"},
		"what follows two dashes is no flag":   {[]string{"import", "--", "--lang", "sv"}, nil, "en"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := langOf(Env{Args: c.args, Environ: func(k string) string { return c.env[k] }})
			if got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	if len(fault.Languages) != 2 {
		t.Error("a third language needs its texts here too")
	}
}
