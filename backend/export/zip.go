package export

import (
	"archive/zip"
	"context"
	"io"
	"time"

	"ordertrail/backend/order"
)

// ZIP writes an archive that can be read without Ordertrail: a README, and a folder for each record with a manifest,
// one file for each stage under its true extension, headers, and the postbacks.
func ZIP(ctx context.Context, w io.Writer, records []Record, o Options) (Receipt, error) {
	j, err := newJob(ctx, records, o, ownTexts()...)
	if err != nil {
		return Receipt{}, err
	}
	if err := j.writeZIP(ctx, records); err != nil {
		j.spool.close()
		return Receipt{}, err
	}
	return j.handOver(w)
}

// archive is a ZIP on its way to the spool.
type archive struct {
	*job
	out *zip.Writer
	at  time.Time
}

func (j *job) writeZIP(ctx context.Context, records []Record) error {
	a := archive{job: j, out: zip.NewWriter(j.spool), at: j.Now.Time()}
	used, entries := names{"readme.txt": true}, []entry{}
	for _, r := range records {
		if err := ctx.Err(); err != nil {
			return err
		}
		e := j.describe(j.masked(r), r)
		e.Folder = used.unique(e.Folder)
		if err := a.folder(e); err != nil {
			return err
		}
		entries = append(entries, e)
	}
	readme, err := j.readme(entries)
	if err != nil {
		return err
	}
	if err := a.add("README.txt", readme); err != nil {
		return err
	}
	if err := a.out.Close(); err != nil {
		return failed("export", err)
	}
	return nil
}

// folder writes the files of one record, its manifest last.
func (a archive) folder(e entry) error {
	for _, f := range e.files {
		if err := a.add(e.Folder+"/"+f.name, f.content); err != nil {
			return err
		}
	}
	return a.add(e.Folder+"/manifest.json", indented(e.manifest))
}

// add puts one file into the archive, once it is known to hold no original value.
func (a archive) add(name string, content []byte) error {
	if err := a.checked(name, content); err != nil {
		return err
	}
	f, err := a.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err != nil {
		return failed("export", err)
	}
	if _, err := f.Write(content); err != nil {
		return failed("export", err)
	}
	return nil
}

// entry is one record as the archive shows it.
type entry struct {
	Folder   string
	Title    string
	Outcome  order.Outcome // "" for postbacks alone
	manifest manifest
	files    []file
}

// file is one file of a record's folder.
type file struct {
	name    string
	content []byte
}
