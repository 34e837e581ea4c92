package syncer

import (
	"time"

	"ordertrail/backend/fault"
)

// pause is how long to wait for the next sync after one that ended so; false: until somebody asks.
func (k *keeper) pause(err error) (time.Duration, bool) {
	if err == nil {
		return k.Pace.Every, true
	}
	soon := min(firstPause<<min(k.failed-1, 10), k.Pace.Every)
	switch fault.Of(err).Code {
	case fault.Unauthorized, fault.Forbidden, fault.Invalid, fault.NewerVersion, fault.Corrupt:
		return 0, false
	case fault.Offline:
		return soon, true
	case fault.DiskFull, fault.IO, fault.ReadOnly, fault.Busy:
		return min(soon, diskPause), true
	}
	return k.Pace.Every, true
}

// forbidden is how long the source wants not to be asked.
func forbidden(err error) time.Duration {
	if err == nil {
		return 0
	}
	after, _ := fault.Of(err).Params["retryAfterMs"].(int64)
	return time.Duration(after) * time.Millisecond
}

// onDisk says that a sync failed at this machine's disk.
func onDisk(err error) bool {
	switch fault.Of(err).Code {
	case fault.DiskFull, fault.IO, fault.ReadOnly:
		return true
	}
	return false
}
