package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"ordertrail/backend/order"
)

// manifest says what a folder holds, and what it lacks and why.
type manifest struct {
	Ordertrail       string          `json:"ordertrail"` // version
	Format           int             `json:"format"`
	ExportedAt       string          `json:"exportedAt"`
	Masked           bool            `json:"masked"`
	Source           string          `json:"source,omitempty"`
	ID               string          `json:"id,omitempty"`
	Type             string          `json:"type,omitempty"`
	ReceivedAt       string          `json:"receivedAt,omitempty"`
	UpdatedAt        string          `json:"updatedAt,omitempty"`
	OrderReferenceID string          `json:"orderReferenceId,omitempty"`
	OrderID          string          `json:"orderId,omitempty"`
	Customer         *party          `json:"customer,omitempty"`
	Connector        *connector      `json:"connector,omitempty"`
	Printer          *party          `json:"printer,omitempty"`
	Outcome          order.Outcome   `json:"outcome,omitempty"`
	Severity         order.Severity  `json:"severity,omitempty"`
	Stages           []stageEntry    `json:"stages"`
	Attempts         []attemptEntry  `json:"attempts,omitempty"`
	Postbacks        []postbackEntry `json:"postbacks"`
	Beside           []fileEntry     `json:"beside,omitempty"` // the note, and what guides found
}

type (
	party struct {
		ID          string `json:"id,omitempty"`
		Name        string `json:"name,omitempty"`
		ReferenceID string `json:"referenceId,omitempty"`
	}
	connector struct {
		ID   string `json:"id,omitempty"`
		Type string `json:"type,omitempty"`
		Name string `json:"name,omitempty"`
	}
	// stageEntry is one stage: how it stands, where its bytes are, or why there are none.
	stageEntry struct {
		Stage       order.Stage      `json:"stage"`
		State       order.StageState `json:"state"`
		Missing     string           `json:"missing,omitempty"` // left_out, not_reached, not_captured or no_body
		At          string           `json:"at,omitempty"`
		Method      string           `json:"method,omitempty"`
		URL         string           `json:"url,omitempty"`
		ContentType string           `json:"contentType,omitempty"`
		Status      *int             `json:"status,omitempty"`
		DurationMs  *int64           `json:"durationMs,omitempty"`
		Template    string           `json:"template,omitempty"`
		Version     string           `json:"version,omitempty"`
		Engine      string           `json:"engine,omitempty"`
		Error       *failure         `json:"error,omitempty"`
		Files       []fileEntry      `json:"files"`
	}
	failure struct {
		Code    string `json:"code,omitempty"`
		Class   string `json:"class,omitempty"`
		Message string `json:"message,omitempty"`
		Line    *int   `json:"line,omitempty"`
		Column  *int   `json:"column,omitempty"`
	}
	// fileEntry is a file of the folder, with the digest of its bytes as they are there.
	fileEntry struct {
		Name   string `json:"name"`
		Bytes  int    `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
	attemptEntry struct {
		N           int      `json:"n"`
		At          string   `json:"at,omitempty"`
		Status      *int     `json:"status"`
		DurationMs  *int64   `json:"durationMs,omitempty"`
		RetryAfterS *int     `json:"retryAfterS,omitempty"`
		Error       *failure `json:"error,omitempty"`
		Answer      string   `json:"answer,omitempty"` // the file that holds it
	}
	postbackEntry struct {
		ID               string         `json:"id"`
		OccurredAt       string         `json:"occurredAt"`
		Direction        string         `json:"direction"`
		Event            string         `json:"event"`
		Status           string         `json:"status,omitempty"`
		Kind             order.Kind     `json:"kind"`
		Severity         order.Severity `json:"severity"`
		Result           order.Result   `json:"result"`
		PackageID        string         `json:"packageId,omitempty"`
		ItemReferenceIDs []string       `json:"itemReferenceIds,omitempty"`
		Target           string         `json:"target,omitempty"`
		Template         string         `json:"template,omitempty"`
		Error            *failure       `json:"error,omitempty"`
		Attempts         []attemptEntry `json:"attempts"`
		Files            []fileEntry    `json:"files"`
	}
)

// indented writes JSON for people; what is written here always can be.
func indented(v any) []byte {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	_ = out.Encode(v)
	return b.Bytes()
}

// compact writes JSON on one line; what is written here always can be.
func compact(v any) []byte {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n")
}

func number(n int) string { return strconv.Itoa(n) }

func listed(f file) fileEntry {
	sum := sha256.Sum256(f.content)
	return fileEntry{Name: f.name, Bytes: len(f.content), SHA256: hex.EncodeToString(sum[:])}
}

func newFailure(e *order.StageError) *failure {
	if e == nil {
		return nil
	}
	return &failure{Code: e.Code, Class: e.Class, Message: e.Message, Line: e.Line, Column: e.Column}
}
