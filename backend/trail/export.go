package trail

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// ExportOptions say what goes into a shared file.
type ExportOptions struct {
	IDs      []string // of requests and postbacks
	Format   string   // zip or json
	Stages   []order.Stage
	Unmasked bool
	Language string // of the texts beside the data: en or sv
}

// Receipt is what was handed over.
type Receipt = export.Receipt

// Export writes records as a file to share. They are masked unless told otherwise. An unknown id is not_found, and
// nothing is written then, nor when masking can't be proved to be complete.
func (t *Trail) Export(ctx context.Context, o ExportOptions, w io.Writer) (Receipt, error) {
	formats := map[string]func(context.Context, io.Writer, []export.Record, export.Options) (export.Receipt, error){
		"zip": export.ZIP, "json": export.JSON,
	}
	write, ok := formats[o.Format]
	if !ok {
		return export.Receipt{}, fault.New(fault.Invalid, "export_format", fault.Params{"format": o.Format}, nil)
	}
	records := make([]export.Record, 0, len(o.IDs))
	for i, id := range o.IDs {
		if slices.Contains(o.IDs[:i], id) {
			continue // named twice, it is shared once, and counted once
		}
		rec, err := t.Record(ctx, id)
		if err != nil {
			return export.Receipt{}, err
		}
		shared := export.Record{Source: rec.Source, Request: rec.Request}
		if rec.Postback != nil {
			shared.Postbacks = []*order.Postback{rec.Postback}
		}
		records = append(records, shared)
	}
	return write(ctx, w, records, export.Options{
		Stages: o.Stages, Unmasked: o.Unmasked, Language: o.Language, Now: t.Now(), Version: t.o.Version,
	})
}

// ExportTo writes records as a file to share, whole or not at all, readable by its owner only. It never writes
// through a link, and never into the folder of the history.
func (t *Trail) ExportTo(ctx context.Context, o ExportOptions, path string) (export.Receipt, error) {
	var receipt export.Receipt
	if t.owns(path) {
		return receipt, fault.New(fault.Invalid, "export_own", fault.Params{"file": filepath.Base(path)}, nil)
	}
	err := export.SaveFile(path, func(w io.Writer) (err error) {
		receipt, err = t.Export(ctx, o, w)
		return err
	})
	return receipt, err
}

// owns says that a path lies in the folder of the history.
func (t *Trail) owns(path string) bool {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return false // the folder is not there: writing will say so
	}
	own, err := filepath.EvalSymlinks(t.o.Dir)
	if err != nil {
		return false
	}
	folder, errFolder := filepath.Abs(folder)
	own, errOwn := filepath.Abs(own)
	inside, err := filepath.Rel(own, folder)
	return errFolder == nil && errOwn == nil && err == nil && inside != ".." && !strings.HasPrefix(inside, ".."+string(filepath.Separator))
}
