package trail

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// ExportOptions say what goes into a shared file.
type ExportOptions struct {
	IDs         []string             // of requests and postbacks
	Requests    *order.RequestFilter // instead: all that are in a list
	Postbacks   *order.PostbackFilter
	Format      ExportFormat
	List        ListFormat // writes the rows of the list instead of its records
	Stages      []order.Stage
	Notes       bool                // adds what is noted of the records
	Verdicts    []diagnose.Scenario // adds what these guides find of the requests' orders
	NoPostbacks bool                // leaves out the postbacks of the requests' orders
	Unmasked    bool
	Keep        []string       // kinds of values that are not masked
	Language    string         // of the texts beside the data: en or sv
	Zone        *time.Location // in which times are written for people; nil: UTC
	Told        func(done int) // hears how many records are done; nil: nobody
}

// The formats of what is shared.
type (
	// ExportFormat is a shape of shared records.
	ExportFormat = export.Format
	// ListFormat is a shape of a shared list.
	ListFormat = export.ListFormat
)

// ExportFormats are the formats of records.
func ExportFormats() []ExportFormat { return export.AllFormats }

// ListFormats are the formats of lists.
func ListFormats() []ListFormat { return export.AllListFormats }

// OfList means all records of a list by its filter instead of ids; "" changes nothing. The format then may be one of a list.
func (o *ExportOptions) OfList(list order.List, requests order.RequestFilter, postbacks order.PostbackFilter) {
	switch list {
	case order.Requests:
		requests.After, requests.Limit = "", 0
		o.IDs, o.Requests = nil, &requests
	case order.Postbacks:
		postbacks.After, postbacks.Limit = "", 0
		o.IDs, o.Postbacks = nil, &postbacks
	default:
		return
	}
	if of := ListFormat(o.Format); slices.Contains(ListFormats(), of) {
		o.List, o.Format = of, ""
	}
}

// Receipt is what was handed over.
type Receipt = export.Receipt

// Name suggests a name for the file, which says what is in it and holds nobody's data.
func (o ExportOptions) Name() string {
	name, end := "ordertrail-export", o.Format.Extension()
	if o.List != "" {
		name, end = "ordertrail-postbacks", o.List.Extension()
		if o.Requests != nil {
			name = "ordertrail-requests"
		}
	}
	if len(o.IDs) == 1 {
		name += "-" + strings.Map(plainLetter, o.IDs[0][:min(len(o.IDs[0]), 36)])
	}
	return name + end
}

// plainLetter keeps what stands in names of files on every system.
func plainLetter(r rune) rune {
	if r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-') {
		return r
	}
	return -1
}

// Export writes records as a file to share, each request with the postbacks of its order. They are masked unless told
// otherwise. An unknown id is not_found, and nothing is written then, nor when masking can't be proved to be complete.
func (t *Trail) Export(ctx context.Context, o ExportOptions, w io.Writer) (Receipt, error) {
	return t.logged(ctx, o, "command", w)
}

// export writes without a word in the log.
func (t *Trail) export(ctx context.Context, o ExportOptions, with export.Options, w io.Writer) (Receipt, error) {
	switch {
	case o.List != "" && o.Requests != nil:
		return export.Requests(ctx, w, t.requestRows(ctx, *o.Requests), o.List, with)
	case o.List != "" && o.Postbacks != nil:
		return export.Postbacks(ctx, w, t.postbackRows(ctx, *o.Postbacks), o.List, with)
	}
	write, ok := export.Write(o.Format)
	if !ok {
		return export.Receipt{}, fault.New(fault.Invalid, "export_format", fault.Params{"format": string(o.Format), "formats": export.FormatNames()}, nil)
	}
	return write(ctx, w, t.shared(ctx, o), with)
}

func (t *Trail) exportOptions(o ExportOptions) export.Options {
	return export.Options{
		Stages: o.Stages, Unmasked: o.Unmasked, Keep: o.Keep, Language: o.Language, Zone: o.Zone, Now: t.Now(), Version: t.o.Version, Told: o.Told,
		Vocabulary: t.vocabulary,
	}
}

// ExportTo writes records as a file to share, whole or not at all, readable by its owner only. It never writes
// through a link, and never into the folder of the history.
func (t *Trail) ExportTo(ctx context.Context, o ExportOptions, path string) (export.Receipt, error) {
	var receipt export.Receipt
	if err := Outside(t.o.Dir, path); err != nil {
		return receipt, err
	}
	err := export.SaveFile(path, func(w io.Writer) (err error) {
		receipt, err = t.Export(ctx, o, w)
		return err
	})
	return receipt, err
}

// Outside refuses a path that lies in a data folder.
func Outside(own, path string) error {
	if within(own, path) {
		return fault.New(fault.Invalid, "export_own", fault.Params{"file": filepath.Base(path)}, nil)
	}
	return nil
}

// within says that a path lies in a folder.
func within(own, path string) bool {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return false // the folder is not there: writing will say so
	}
	own, err = filepath.EvalSymlinks(own)
	if err != nil {
		return false
	}
	folder, errFolder := filepath.Abs(folder)
	own, errOwn := filepath.Abs(own)
	place, err := filepath.Rel(own, folder)
	return errFolder == nil && errOwn == nil && err == nil && place != ".." && !strings.HasPrefix(place, ".."+string(filepath.Separator))
}
