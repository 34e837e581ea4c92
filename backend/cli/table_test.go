package cli

import (
	"strings"
	"testing"
)

func TestTableAlignsWhatPeopleSee(t *testing.T) {
	table := &table{head: []string{"Kund", "Antal", "Id"}, right: map[int]bool{1: true}}
	table.add("Åkes Tryck", "7", "r1")
	table.add("", "1284", "東京")
	table.add("e\u0301", "12", "r3")
	var out strings.Builder
	table.write(&out)
	want := strings.Join([]string{
		"Kund        Antal  Id",
		"Åkes Tryck      7  r1",
		"-            1284  東京",
		"e\u0301              12  r3",
		"",
	}, "\n")
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestOtherPeoplesTextsCommandNoTerminal(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"an escape sequence is shown":       {"\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		"a bell is shown":                   {"a\ab", "a␇b"},
		"a one-byte escape is taken away":   {"a\u009b31mb", "a\ufffd31mb"},
		"a turned direction is taken away":  {"a\u202eb", "a\ufffdb"},
		"lines and tabs of a text are kept": {"a\n\tb", "a\n\tb"},
		"letters are kept":                  {"Åsa 東京 🙂", "Åsa 東京 🙂"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := plain(c.text); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	if got := cell("a\nb"); got != "a b" {
		t.Errorf("a cell has more than one line: %q", got)
	}
}
