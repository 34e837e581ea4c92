package trail

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// ExportLog is where it is written down who exported what, in the data folder. It holds no contents.
const ExportLog = "exports.log"

// mostNamed is how many ids of an export are written down.
const mostNamed = 50

// Exported is one export that was handed over.
type Exported struct {
	At       order.Millis   `json:"at"`
	Who      string         `json:"who"` // the user of the system
	How      string         `json:"how"` // command, saved or copied
	Format   string         `json:"format"`
	List     order.List     `json:"list"` // "": records by their ids
	IDs      []string       `json:"ids"`
	Stages   []order.Stage  `json:"stages"` // none: all
	Unmasked bool           `json:"unmasked"`
	Kept     []string       `json:"kept"`  // kinds that were not masked
	Rules    []string       `json:"rules"` // of companies, by which it was masked
	Masked   map[string]int `json:"masked"`
	Records  int            `json:"records"`
	Bytes    int64          `json:"bytes"`
	SHA256   string         `json:"sha256"`
}

// logged makes an export and hands it over.
func (t *Trail) logged(ctx context.Context, o ExportOptions, how string, w io.Writer) (Receipt, error) {
	made, err := t.make(ctx, o)
	if err != nil {
		return Receipt{}, err
	}
	defer made.close()
	return made.Receipt, t.handOver(made, how, w)
}

// handOver writes the log's line, and then the very bytes that were made. What is not masked and can't be written down is
// not handed over.
func (t *Trail) handOver(m *made, how string, w io.Writer) error {
	if err := t.note(m.exported(t.Now(), how)); err != nil && m.o.Unmasked {
		return err
	} else if err != nil {
		t.o.Log.Warn("an export is not in the log", "error", err) // a folder that can't be written can still be shared from
	}
	return m.copyTo(w)
}

func (m *made) exported(at order.Millis, how string) Exported {
	o := m.o
	e := Exported{At: at, Who: whoami(), How: how, Format: string(o.Format) + string(o.List), IDs: append([]string{}, o.IDs[:min(len(o.IDs), mostNamed)]...),
		Stages: append([]order.Stage{}, o.Stages...), Unmasked: o.Unmasked, Kept: append([]string{}, o.Keep...),
		Rules: append([]string{}, m.rules...), Masked: m.Masked, Records: m.Records, Bytes: m.Bytes, SHA256: m.SHA256}
	switch {
	case o.Requests != nil:
		e.List = order.Requests
	case o.Postbacks != nil:
		e.List = order.Postbacks
	}
	return e
}

func whoami() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}

// note adds a line to the log.
func (t *Trail) note(e Exported) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(t.o.Dir, ExportLog), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New(fault.IO, "export_log", nil, err)
	}
	_, err = f.Write(append(line, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fault.New(fault.IO, "export_log", nil, err)
	}
	return nil
}

// Exports lists what was exported, the latest first.
func (t *Trail) Exports(limit int) ([]Exported, error) {
	text, err := os.ReadFile(filepath.Join(t.o.Dir, ExportLog))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.IO, "export_log", nil, err)
	}
	list := []Exported{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e Exported
		if json.Unmarshal(lines.Bytes(), &e) == nil { // a line that was cut harms no other
			e.IDs = held(e.IDs)
			list = append(list, e)
		}
	}
	slices.Reverse(list)
	return list[:min(len(list), limit)], nil
}
