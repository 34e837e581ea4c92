package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// session is one run of a command.
type session struct {
	env   Env
	flags *flags
	words words
	zone  *time.Location
	now   func() order.Millis
}

func newSession(env Env) *session {
	if env.Log == nil {
		env.Log = slog.New(slog.DiscardHandler)
	}
	return &session{env: env, flags: &flags{}, words: newWords(langOf(env)), zone: time.Local, now: env.Now}
}

// document writes the one JSON document.
func (s *session) document(v any) error {
	out := json.NewEncoder(s.env.Stdout)
	out.SetEscapeHTML(false)
	return writing(out.Encode(v))
}

// print writes lines for people to stdout.
func (s *session) print(write func(io.Writer)) error {
	out := bufio.NewWriter(s.env.Stdout)
	write(out)
	return writing(out.Flush())
}

// either writes the document or, without --json, what people read.
func (s *session) either(doc any, write func(io.Writer)) error {
	if s.flags.Globals.JSON {
		return s.document(doc)
	}
	return s.print(write)
}

// writing gives a failure to write the output its code.
func writing(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.IO, "output", nil, fmt.Errorf("write output: %w", err))
}

// failure is the document of a command that failed.
type failure struct {
	Error trouble `json:"error"`
}

// trouble is an error as programs read it.
type trouble struct {
	Code       fault.Code `json:"code"`
	Message    string     `json:"message"`
	Hint       string     `json:"hint"`
	Candidates []string   `json:"candidates,omitempty"`
}

func (s *session) trouble(err error) trouble {
	var t trouble
	t.Code, t.Message, t.Hint = fault.Describe(err, s.words.lang)
	t.Message, t.Hint = plain(t.Message), plain(t.Hint)
	t.Candidates, _ = fault.Of(err).Params["candidates"].([]string)
	return t
}

// complain tells on stderr what happened and what to do next; details go to the log. The two words before it are the
// same in every language: programs look for them.
func (s *session) complain(err error) {
	t := s.trouble(err)
	s.env.Log.Error("command", "code", string(t.Code), "error", err)
	_, _ = fmt.Fprintf(s.env.Stderr, "error: %s\nhint: %s\n", t.Message, t.Hint)
}
