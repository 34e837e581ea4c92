package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime/debug"

	"ordertrail/backend/fault"
)

// maxArguments bounds a call: ids, filters and choices are short.
const maxArguments = 1 << 20

// Failure is what a page is told of an error.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// done and failed are what a call answers.
type (
	done struct {
		Result any `json:"result"`
	}
	failed struct {
		Error Failure `json:"error"`
	}
)

// calls hands POST /rpc/{method} to the App.
type calls struct {
	methods methods
	explain func(error) Failure
	log     *slog.Logger
}

func (c *calls) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	result, status, err := c.call(w, r)
	if err != nil {
		_ = write(w, status, failed{c.explain(err)}) // three texts always have a JSON form
		return
	}
	if err := write(w, status, done{result}); err != nil {
		_ = write(w, http.StatusInternalServerError, failed{c.explain(err)})
	}
}

// call answers with a status of its own only for what never reached the App: that a method failed is its answer.
func (c *calls) call(w http.ResponseWriter, r *http.Request) (any, int, error) {
	m, ok := c.methods[r.PathValue("method")]
	if !ok {
		return nil, http.StatusNotFound, fault.New(fault.NotFound, "", nil, errors.New("no such method"))
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxArguments))
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		return nil, http.StatusRequestEntityTooLarge, fault.New(fault.TooLarge, "", nil, err)
	}
	if err != nil {
		return nil, http.StatusBadRequest, fault.New(fault.Invalid, "", nil, err)
	}
	arguments, err := m.arguments(body)
	if err != nil {
		return nil, http.StatusBadRequest, fault.New(fault.Invalid, "", nil, err)
	}
	result, err := m.run(arguments)
	if crash, ok := errors.AsType[*crash](err); ok {
		c.logCrash(r, crash)
		return nil, http.StatusInternalServerError, fault.New(fault.Internal, "", nil, err)
	}
	return result, http.StatusOK, err
}

// write answers in JSON. It fails only before anything is written: a value that has no JSON form.
func write(w http.ResponseWriter, status int, answer any) error {
	body, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the page may have left; there is no one else to tell
	return nil
}

func (c *calls) logCrash(r *http.Request, crash *crash) {
	if c.log != nil {
		c.log.Error("a bound method crashed", "method", r.PathValue("method"), "panic", crash.Error(), "stack", string(crash.stack))
	}
}

// explainer gives the text of a failure where no catalogue was handed in.
func explainer(given func(error) Failure) func(error) Failure {
	if given != nil {
		return given
	}
	return func(err error) Failure { return Failure{Code: string(fault.Of(err).Code)} }
}

// crash is a panic caught in a bound method.
type crash struct {
	what  any
	stack []byte
}

func crashed(what any) error { return &crash{what: what, stack: debug.Stack()} }

func (c *crash) Error() string { return fmt.Sprintf("panic: %v", c.what) }
