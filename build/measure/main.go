// Command measure holds a large history against the goals for it, side by side with programs that do part of the job,
// and prints one table. build/bench starts it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// Sizes of the two histories that are compared, in requests.
const (
	small    = 10_000
	usual    = 100_000
	complete = 1_000_000
)

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	full := flags.Bool("full", false, "a million requests, and write build/bench.md")
	requests := flags.Int("requests", usual, "how many requests the large history has")
	dir := flags.String("dir", "", "where data and databases are kept; else they are removed")
	only := flags.String("only", "", "measure only these parts, as \"lists,counts\", of what an earlier run left in --dir")
	reader := flags.String("read", "", "measure the memory of this database's searching and syncing; for the program itself")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *reader != "" {
		return useMemory(ctx, *reader)
	}
	if *only != "" && *dir == "" {
		return errors.New("--only measures what an earlier run left: name its folder with --dir")
	}
	if *full {
		*requests = complete
	}
	where, err := workplace(*dir)
	if err != nil {
		return err
	}
	if *dir == "" {
		defer func() { _ = os.RemoveAll(where) }()
	}
	b := &bench{dir: where, requests: *requests, only: *only, table: table{requests: *requests}}
	err = b.all(ctx)
	fmt.Print(b.table.text())
	if err != nil || !*full || *only != "" {
		return err
	}
	return os.WriteFile(filepath.Join("build", "bench.md"), []byte(b.table.text()), 0o644)
}

func workplace(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "ordertrail-bench-")
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// bench is one run: a large and a small history, and what was found out about them.
type bench struct {
	dir      string
	requests int
	only     string // the parts that are measured, with commas between; all of them when empty
	table    table
	large    *set
	little   *set
	// The median of all pages of the large history, in microseconds.
	usualPage float64
}

// all measures everything, one thing after the other, so that nothing disturbs anything.
func (b *bench) all(ctx context.Context) error {
	steps := []struct {
		name string
		do   func(context.Context) error
	}{
		{"make data", b.makeData}, {"ingest", b.ingest}, {"sync again", b.again}, {"size", b.size},
		{"lists", b.lists}, {"counts", b.counts}, {"any filter", b.hard}, {"silent orders", b.silent}, {"open", b.open},
		{"read while writing", b.busy}, {"memory", b.memory},
		{"look-ups", b.lookUps}, // ripgrep fills the system's memory with the dump
		{"compact", b.compact}, {"erase", b.erase},
	}
	for i, s := range steps {
		if i > 0 && b.only != "" && !slices.Contains(strings.Split(b.only, ","), s.name) {
			continue
		}
		note("%s ...", s.name)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// note tells on stderr what goes on.
func note(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
