// Package cli is the way in without a window: the commands of contract/cli.md, their tables, documents and exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

// Env is the world outside, as main hands it in.
type Env struct {
	Args             []string // without the program's name
	Stdin            io.Reader
	Stdout, Stderr   io.Writer
	Environ          func(string) string
	Now              func() order.Millis
	Log              *slog.Logger // nil: nowhere
	Version          Version
	StderrIsTerminal bool
	// Serve shows the screens in a browser until ctx ends.
	Serve func(ctx context.Context, o ServeOptions) error
}

// Version says what was built.
type Version struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
	SQLite  string `json:"sqlite"`
}

// ServeOptions say which history the screens show, and where.
type ServeOptions struct {
	Data  string // data folder; "": the usual one
	Demo  bool   // a made-up history, beside the own one
	Port  int    // 0: a free one
	Lang  string
	Now   func() order.Millis
	Ready func(url string) // is told the address once connections are taken
}

// The exit codes of contract/cli.md.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPart        = 3
	exitNotFound    = 4
	exitInterrupted = 130
)

// Run does what the arguments say and gives the exit code.
func Run(ctx context.Context, env Env) int {
	s := newSession(env)
	cmd, err := s.parse()
	if err == nil && cmd != nil {
		err = cmd.run(ctx, s)
	}
	return s.end(err)
}

// command is one command with its arguments read.
type command interface {
	run(ctx context.Context, s *session) error
}

// ended is a command that has written its document and ends with a code of its own.
type ended struct {
	code  int
	cause error // is told on stderr; nil: there is nothing to tell
}

func (e *ended) Error() string { return fmt.Sprintf("ended with %d", e.code) }

func (e *ended) Unwrap() error { return e.cause }

// end tells what went wrong, if anything did, and gives the exit code.
func (s *session) end(err error) int {
	if err == nil {
		return exitDone
	}
	if told, ok := errors.AsType[*ended](err); ok {
		if told.cause != nil {
			s.complain(told.cause)
		}
		return told.code
	}
	s.complain(err)
	if s.flags.Globals.JSON {
		_ = s.document(failure{s.trouble(err)}) // stdout may be what is broken
	}
	return exitCode(err)
}

func exitCode(err error) int {
	e := fault.Of(err)
	switch {
	case e.Code == fault.Cancelled:
		return exitInterrupted
	case e.Code == fault.NotFound:
		return exitNotFound
	case e.Code == fault.Ambiguous, e.Code == fault.Invalid && !ofContent[e.About]:
		return exitUsage
	}
	return exitFailed
}

// ofContent are the subjects of invalid that lie in a file's content, not in what was typed.
var ofContent = map[string]bool{"import_format": true, "data_file": true, "data_dir": true, "body": true,
	"profile_yaml": true, "profile_key": true, "profile_path": true, "profile_missing": true, "profile_value": true, "profile_taken": true, "masking_secret": true, "masking_path": true, "masking_form": true, "har_profile": true, "folder_test": true, "aliases": true,
	"views_file": true}

// open opens the history that the flags name.
func (s *session) open(ctx context.Context) (*trail.Trail, error) {
	return trail.Open(ctx, trail.Options{
		Dir: s.flags.Globals.Data, Now: s.now, Log: s.env.Log, Env: s.env.Environ, Version: s.env.Version.Version,
	})
}

// with opens the history, lets do work on it, and closes it.
func (s *session) with(ctx context.Context, do func(*trail.Trail) error) error {
	t, err := s.open(ctx)
	if err != nil {
		return err
	}
	err = do(t)
	return errors.Join(err, t.Close())
}
