package export

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"ordertrail/backend/fault"
)

// windowsDiskFull is ERROR_DISK_FULL, which Go does not translate.
const windowsDiskFull = syscall.Errno(112)

// SaveFile writes a file that only its owner may read: beside its place first, synced, and then moved there, so that
// the path holds the old file or the whole new one. It replaces plain files only, and never writes through a link.
func SaveFile(path string, write func(io.Writer) error) error {
	if err := replaceable(path); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".ordertrail-*.tmp") // made with mode 0600
	if err != nil {
		return failed(filepath.Base(path), err)
	}
	err = fill(temp, write)
	if err == nil {
		err = replaceable(path)
	}
	if err == nil {
		err = asFault(filepath.Base(path), os.Rename(temp.Name(), path))
	}
	if err != nil {
		return errors.Join(err, ignoreGone(os.Remove(temp.Name())))
	}
	return syncFolder(filepath.Dir(path))
}

// replaceable says that a path is free, or a plain file.
func replaceable(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed(filepath.Base(path), err)
	case !info.Mode().IsRegular():
		return fault.New(fault.Invalid, "export_path", fault.Params{"file": filepath.Base(path)}, nil)
	}
	return nil
}

// fill writes, syncs and closes the file.
func fill(file *os.File, write func(io.Writer) error) error {
	if err := write(file); err != nil {
		return errors.Join(asFault(filepath.Base(file.Name()), err), file.Close())
	}
	if err := file.Sync(); err != nil {
		return errors.Join(failed(filepath.Base(file.Name()), err), file.Close())
	}
	return asFault(filepath.Base(file.Name()), file.Close())
}

// syncFolder makes the new name last; systems that can't sync folders need no help with it.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return nil // the file is there; a folder that may be written but not read is no failure
	}
	_ = folder.Sync()
	return folder.Close()
}

func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// asFault leaves what has a code as it is.
func asFault(file string, err error) error {
	if _, ok := errors.AsType[*fault.Error](err); ok || err == nil {
		return err
	}
	return failed(file, err)
}

// failed gives an error of a file its code.
func failed(file string, err error) error {
	params := fault.Params{"file": file}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, windowsDiskFull):
		return fault.New(fault.DiskFull, "", nil, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.New(fault.ReadOnly, "file", params, err)
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.Invalid, "export_folder", params, err)
	}
	return fault.New(fault.IO, "file", params, err)
}
