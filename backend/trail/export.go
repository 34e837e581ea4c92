package trail

import (
	"context"
	"io"

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

// Export writes records as a file to share. They are masked unless told otherwise. An unknown id is not_found, and
// nothing is written then, nor when masking can't be proved to be complete.
func (t *Trail) Export(ctx context.Context, o ExportOptions, w io.Writer) (export.Receipt, error) {
	formats := map[string]func(context.Context, io.Writer, []export.Record, export.Options) (export.Receipt, error){
		"zip": export.ZIP, "json": export.JSON,
	}
	write, ok := formats[o.Format]
	if !ok {
		return export.Receipt{}, fault.New(fault.Invalid, "export_format", fault.Params{"format": o.Format}, nil)
	}
	records := make([]export.Record, 0, len(o.IDs))
	for _, id := range o.IDs {
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
