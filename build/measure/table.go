package main

import (
	"fmt"
	"runtime"
	"strings"
)

// table is what was found out: a line for each goal.
type table struct {
	requests int
	lines    []line
	notes    []string
}

type line struct {
	number          int // of the goal in the issue
	what            string
	goal, figure    string
	verdict, beside string
}

// add adds a figure and whether it meets its goal.
func (t *table) add(number int, what, goal, figure string, met bool, beside string) {
	verdict := "missed"
	if met {
		verdict = "met"
	}
	t.lines = append(t.lines, line{number, what, goal, figure, verdict, beside})
	note("  %d %s: %s (%s) %s %s", number, what, figure, goal, verdict, beside)
}

// tell adds a sentence below the table.
func (t *table) tell(format string, args ...any) {
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

func (t *table) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# A large history, measured\n\n%d requests with their postbacks against %d; %d cores, %s %s/%s. ",
		t.requests, small, runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	b.WriteString("Made by `build/bench`; goals are ratios of figures taken in the same run.\n\n")
	b.WriteString("| # | what | goal | figure | verdict | beside |\n|---|---|---|---|---|---|\n")
	for _, l := range t.lines {
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s |\n", l.number, l.what, l.goal, l.figure, l.verdict, l.beside)
	}
	if len(t.notes) > 0 {
		b.WriteString("\n")
	}
	for _, n := range t.notes {
		b.WriteString("- " + n + "\n")
	}
	return b.String()
}
